import { Problem, type ProblemText } from '../../../problem.ts';
import { loginCommands } from '../../login/failures.ts';
import { own } from '../../own.ts';
import type { KeysEnding, SourceIdentity } from '../../profiles/profile.ts';
import { pasteWord } from '../../shells/paste.ts';
import { BrokenCredentials } from '../credentials.ts';
import { AwsFailure } from './aws-failure.ts';

/** The source is the person's own environment, and its keys stay in the shell outside the role. */
export function exitFirst(source: SourceIdentity): Problem {
  return new Problem({
    code: 'exit-first',
    title: `${source.profile} starts from the keys of your own environment, but this shell is in a role.`,
    means: 'Those keys are in the shell outside the role, and are not passed on inside it.',
    todo: ['Leave the role first (exit), then switch.'],
  });
}

/** Temporary keys in a file, with a line beside them that says when they ended. */
export function keysEnded(profile: string, { key, value, at }: KeysEnding): Problem {
  return new Problem({
    code: 'source-expired',
    title: `The temporary keys of ${profile} have expired: ${key} = ${value}.`,
    todo: ['Get new ones with the program that wrote them (saml2aws, aws-mfa, aws configure, …).'],
    at: [at],
  });
}

/** A source that gave no credentials, with the command or the setting that repairs it. */
export function unavailable(source: SourceIdentity, error: unknown): Problem {
  if (error instanceof BrokenCredentials) return broken(source, error);
  const why = isFromAws(error) ? { said: firstLine(error.message) } : { means: reasonOf(error) };
  return new Problem({ code: `source-${source.kind}`, ...wording(source), ...why }, { cause: error });
}

/** Are these AWS's words? Those of the system, of the SDK and of a program are not. */
const isFromAws = (error: unknown): error is Error =>
  error instanceof Error && error.cause instanceof AwsFailure && error.cause.kind === 'refused';

const fileErrors: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no file ${path}.`,
  EACCES: (path) => `Your user may not read ${path}.`,
  EISDIR: (path) => `${path} is a directory.`,
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return firstLine(String(error));
  const { code = '', path } = error as { code?: string; path?: string };
  // The system's own words begin with its code.
  const ofFile = path === undefined || !error.message.startsWith(code) ? undefined : own(fileErrors, code)?.(path);
  return ofFile ?? firstLine(error.message);
}

/** A source that gave something, but no credentials that can be used. */
function broken(source: SourceIdentity, error: BrokenCredentials): Problem {
  const { title, todo } = brokenWording(source);
  return new Problem({ code: `source-${source.kind}`, title, means: error.message, todo: [todo] }, { cause: error });
}

function brokenWording(source: SourceIdentity): { readonly title: string; readonly todo: string } {
  const { profile } = source;
  const useless = 'credentials that cannot be used';
  switch (source.kind) {
    case 'keys': {
      const todo = 'Correct aws_access_key_id, aws_secret_access_key and aws_session_token of that profile.';
      return { title: `The keys of ${profile} cannot be used.`, todo };
    }
    case 'environment': {
      const todo = 'Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN again.';
      return { title: 'The keys of this environment cannot be used.', todo };
    }
    case 'stored-key':
      return {
        title: `The stored access key of ${profile} cannot be used.`,
        todo: `Store another one: rolecall key add ${pasteWord(profile, 'NAME')}`,
      };
    case 'process':
      return {
        title: `credential_process of ${profile} gave ${useless}.`,
        todo: 'Run the command by hand to see what it says.',
      };
    case 'login':
      return {
        title: `The sign-in of ${profile} gave ${useless}.`,
        todo: `Sign in again: ${loginCommands(profile)[0]}`,
      };
    case 'sso':
      return { title: `IAM Identity Center gave ${profile} ${useless}.`, todo: 'Check sso_region and HTTPS_PROXY.' };
    case 'web-identity':
      return { title: `The web identity of ${profile} gave ${useless}.`, todo: 'Check endpoint_url and HTTPS_PROXY.' };
    case 'container':
      return { title: `The container gave ${useless}.`, todo: 'Check AWS_CONTAINER_CREDENTIALS_FULL_URI.' };
    case 'instance':
      return { title: `The instance gave ${useless}.`, todo: 'Check AWS_EC2_METADATA_SERVICE_ENDPOINT.' };
  }
}

function wording(source: SourceIdentity): Pick<ProblemText, 'title' | 'todo'> {
  const { profile } = source;
  switch (source.kind) {
    case 'keys':
      return { title: `The keys of ${profile} cannot be used.` };
    case 'sso':
      return { title: `IAM Identity Center gave no credentials for ${profile}.` };
    case 'login':
      return {
        title: `The sign-in of ${profile} cannot be used.`,
        todo: [`Sign in again: ${loginCommands(profile)[0]}`],
      };
    case 'stored-key':
      return {
        title: `The stored access key of ${profile} cannot be read.`,
        ...(source.command !== undefined && { todo: ['Run rolecall_key_process by hand to see what it says.'] }),
      };
    case 'process':
      return {
        title: `credential_process of ${profile} gave no credentials.`,
        todo: ['Run the command by hand to see what it says.'],
      };
    case 'web-identity':
      return {
        title: `The web identity of ${profile} gave no credentials.`,
        todo: [
          source.tokenFile === undefined
            ? 'Run web_identity_token_process by hand to see what it says.'
            : `Check web_identity_token_file and role_arn of that profile: ${source.tokenFile}`,
        ],
      };
    case 'environment':
      return {
        title: 'The environment has no keys to switch roles with.',
        todo: ['Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use source_profile.'],
      };
    case 'container':
      return {
        title: 'The container gave no credentials.',
        todo: ['credential_source = EcsContainer works only inside ECS, EKS or CloudShell.'],
      };
    case 'instance':
      return {
        title: 'The instance gave no credentials.',
        todo: ['credential_source = Ec2InstanceMetadata works only on an EC2 instance with a role.'],
      };
  }
}

/** A failing program may print much; its first line is enough to recognise the error. */
function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 300);
}
