import { loadSharedConfigFiles } from '@smithy/core/config';

const begun = performance.now();
const { configFile } = await loadSharedConfigFiles({ ignoreCache: true });
console.log(performance.now() - begun, Object.keys(configFile).length);
