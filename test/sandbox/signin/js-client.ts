// The JavaScript SDK in a home of its own: the sign-in of profile `dev`, as `credential_process` prints it.
import { fromLoginCredentials } from '@aws-sdk/credential-providers';

const { accessKeyId: AccessKeyId } = await fromLoginCredentials({
  profile: 'dev',
  clientConfig: { region: 'eu-west-1' },
})();
process.stdout.write(JSON.stringify({ AccessKeyId }));
