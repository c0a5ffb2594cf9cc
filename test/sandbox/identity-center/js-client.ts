// A program of the JavaScript SDK's users: opens profile `dev` and prints its access key. With `token`, it takes the token alone.
import { fromSSO } from '@aws-sdk/credential-providers';
import { fromSso } from '@aws-sdk/token-providers';

const profile = 'dev';
if (process.argv[2] === 'token') console.log((await fromSso({ profile })()).token);
else console.log((await fromSSO({ profile })()).accessKeyId);
