import { loadSharedConfigFiles } from '@smithy/core/config';

const begun = performance.now();
loadSharedConfigFiles({ ignoreCache: true }).then(({ configFile }) => {
  console.log(performance.now() - begun, Object.keys(configFile).length);
});
