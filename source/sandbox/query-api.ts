import { randomUUID } from 'node:crypto';
import type { Action } from './action.ts';
import { type Authorities, authenticate } from './authenticate.ts';
import { type Fault, type Faults, isErrorFault } from './faults.ts';
import { IAM_ACTIONS } from './iam/actions.ts';
import { checkPermission, checkRegion, checkSessionLimits } from './limits.ts';
import { openParameters, type Progress, type Recorder } from './recorder.ts';
import { STS_ACTIONS } from './sts/actions.ts';
import { type Answer, IAM, problemAnswer, resultAnswer, type Service, STS } from './wire/answer.ts';
import { readAuthorization } from './wire/authorization.ts';
import { AwsProblem } from './wire/problem.ts';
import type { Parameters } from './wire/query.ts';
import { requestParameters, type WireRequest } from './wire/request.ts';
import { validate } from './wire/validation.ts';

/** What the query API works on. */
export interface Backend extends Authorities {
  readonly faults: Faults;
  readonly recorder: Recorder;
}

/** An answer and the fault that shall spoil its delivery. */
export interface Outcome {
  readonly answer: Answer;
  readonly fault?: Fault | undefined;
}

/** One call of the query protocol, from the request as it came in to the answer as it goes out. Never throws. */
export async function answerQuery(request: WireRequest, backend: Backend): Promise<Outcome> {
  const requestId = randomUUID();
  let service = STS;
  try {
    const parameters = requestParameters(request);
    service = parameters.get('Version') === IAM.version ? IAM : STS;
    return await answerCall(request, parameters, service, requestId, backend);
  } catch (error) {
    return { answer: problemAnswer(service, asProblem(error), requestId) };
  }
}

async function answerCall(
  request: WireRequest,
  parameters: Parameters,
  service: Service,
  requestId: string,
  backend: Backend,
): Promise<Outcome> {
  const name = parameters.get('Action') ?? '';
  const fault = backend.faults.take(name);
  const time = backend.clock.now();
  const note = backend.recorder.note({ service: service.name, action: name, time, params: openParameters(parameters) });
  if (fault && neverCarriedOut(fault)) return { answer: garbage(requestId), fault };
  try {
    if (fault && isErrorFault(fault)) throw new AwsProblem(fault.status, fault.code, fault.message);
    const result = await perform(request, { name, parameters, service }, backend, note);
    note({ status: 200 });
    return { answer: resultAnswer(service, name, result, requestId), fault };
  } catch (error) {
    const problem = asProblem(error);
    note({ status: problem.status, code: problem.code });
    return { answer: problemAnswer(service, problem, requestId), fault };
  }
}

interface Wanted {
  readonly name: string;
  readonly parameters: Parameters;
  readonly service: Service;
}

async function perform(request: WireRequest, wanted: Wanted, backend: Backend, note: Progress) {
  const { name, parameters, service } = wanted;
  const action = findAction(wanted);
  const authorization = readAuthorization(request);
  const call = { parameters, world: backend.world, sessions: backend.sessions, now: backend.clock.now() };
  if (action.unsigned) {
    validate(parameters, action.constraints);
    return action.run({ ...call, region: authorization?.region ?? 'us-east-1' });
  }
  const { caller, region } = await authenticate(request, authorization, service, backend);
  note({ caller: caller.identity.arn, region });
  const signed = { ...call, caller, region };
  checkSessionLimits(service, name, caller);
  checkRegion(service, signed);
  validate(parameters, action.constraints);
  if (action.resource) checkPermission(`${service.name}:${name}`, action.resource(signed), signed);
  return action.run(signed);
}

function findAction({ name, parameters, service }: Wanted): Action {
  if (name === '') throw new AwsProblem(400, 'MissingAction', 'The request must contain the parameter Action.');
  const actions = service === IAM ? IAM_ACTIONS : STS_ACTIONS;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  const version = parameters.get('Version');
  if (action && version === service.version) return action;
  throw new AwsProblem(
    400,
    'InvalidAction',
    `Could not find operation ${name} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
  );
}

const neverCarriedOut = (fault: Fault) => !isErrorFault(fault) && ['hang', 'reset', 'garbage'].includes(fault.kind);

const garbage = (requestId: string): Answer => ({
  status: 200,
  type: 'text/html',
  body: '<html><title>Sign in to the network</title>',
  requestId,
});

/** A mistake of the sandbox itself is told apart from AWS's refusals, and does not end it. */
function asProblem(error: unknown): AwsProblem {
  if (error instanceof AwsProblem) return error;
  return new AwsProblem(
    500,
    'InternalFailure',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
}
