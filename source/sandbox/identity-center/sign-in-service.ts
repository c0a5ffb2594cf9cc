import { AwsProblem } from '../wire/problem.ts';
import { AUTHORIZATION_CODE, DEVICE_CODE, REFRESH_TOKEN } from './clients.ts';
import type { Operations } from './operation.ts';

/** The sign-in service, `sso-oidc`. */
export const SIGN_IN_SERVICE: Operations = {
  'POST /client/register': {
    service: 'sso-oidc',
    action: 'RegisterClient',
    run: ({ fields, region }, { tokens }) => tokens.clients.register(fields, region),
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
    run: ({ fields }, { tokens }) => {
      const { clientId, clientSecret, grantType, deviceCode, refreshToken } = fields;
      if (grantType === AUTHORIZATION_CODE) return tokens.byCode(clientId, clientSecret, fields);
      if (grantType === REFRESH_TOKEN) return tokens.byRefresh(clientId, clientSecret, refreshToken);
      if (grantType === DEVICE_CODE) return tokens.byDevice(clientId, clientSecret, deviceCode);
      throw new AwsProblem(400, 'unsupported_grant_type', 'Unsupported grant type');
    },
  },
};
