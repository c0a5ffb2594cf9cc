import { AwsProblem } from '../wire/problem.ts';
import type { Operations } from './operation.ts';

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

/** The sign-in service, `sso-oidc`. */
export const SIGN_IN_SERVICE: Operations = {
  'POST /client/register': {
    service: 'sso-oidc',
    action: 'RegisterClient',
    run: ({ fields: { scopes } }, { tokens }) => tokens.register(Array.isArray(scopes) ? scopes : []),
  },
  'POST /device_authorization': {
    service: 'sso-oidc',
    action: 'StartDeviceAuthorization',
    run: ({ request, region, fields: { clientId, clientSecret, startUrl } }, { tokens }) => {
      const started = tokens.startDevice(clientId, clientSecret, startUrl, region);
      const verificationUri = `http://${request.headers.host}/device`;
      const verificationUriComplete = `${verificationUri}?user_code=${started.userCode}`;
      return { ...started, verificationUri, verificationUriComplete };
    },
  },
  'POST /token': {
    service: 'sso-oidc',
    action: 'CreateToken',
    run: ({ fields: { clientId, clientSecret, grantType, deviceCode, refreshToken } }, { tokens }) => {
      if (grantType === 'refresh_token') return tokens.byRefresh(clientId, clientSecret, refreshToken);
      if (grantType === DEVICE_CODE) return tokens.byDevice(clientId, clientSecret, deviceCode);
      throw new AwsProblem(400, 'unsupported_grant_type', 'Unsupported grant type');
    },
  },
};
