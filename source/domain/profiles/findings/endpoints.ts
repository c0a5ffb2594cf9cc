import { isInTheClear, withoutUser } from '../endpoints.ts';
import { isSwitchedOn, settingOf } from '../lookup.ts';
import { errorAt, type ProfileCheck } from './finding.ts';

/** The services that rolecall calls, as `[services]` sections name them. */
const called = ['sts', 'iam', 'sso', 'sso_oidc', 'signin'];

/** Endpoints to which a secret would go unencrypted. */
export const endpointFindings: ProfileCheck = (profile, profiles) => {
  if (isSwitchedOn(profile, 'ignore_configured_endpoint_urls')) return [];
  const section = profiles.services(settingOf(profile, 'services')?.value ?? '');
  const own = called.map((service) => section && settingOf(section, `${service}.endpoint_url`));
  return [settingOf(profile, 'endpoint_url'), ...own].flatMap((setting) => {
    if (setting === undefined || !isInTheClear(setting.value)) return [];
    const what = `${withoutUser(setting.value)} is not encrypted, and rolecall sends no secret there.`;
    return [errorAt(profile, setting, 'endpoint-in-the-clear', what, 'Write https://, or http:// to this machine.')];
  });
};
