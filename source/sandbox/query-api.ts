import { randomUUID } from 'node:crypto';
import type { Action } from './action.ts';
import { authenticate } from './authenticate.ts';
import { checkPermission, checkRegion, checkSessionLimits } from './authorize.ts';
import { asProblem, type Backend, handleCall, type Outcome, type Progress } from './handle-call.ts';
import { IAM_ACTIONS } from './iam/actions.ts';
import { STS_ACTIONS } from './sts/actions.ts';
import { IAM, problemAnswer, resultAnswer, type Service, STS } from './wire/answer.ts';
import { readAuthorization } from './wire/authorization.ts';
import { AwsProblem } from './wire/problem.ts';
import { type Parameters, requestParameters, type WireRequest } from './wire/request.ts';
import { validate } from './wire/validation.ts';

/** Answers one call of the query protocol. Never throws. */
export async function answerQuery(request: WireRequest, backend: Backend): Promise<Outcome> {
  const requestId = randomUUID();
  let parameters: Parameters;
  try {
    parameters = requestParameters(request);
  } catch (error) {
    return { answer: problemAnswer(STS, asProblem(error), requestId) };
  }
  const query: QueryCall = {
    service: parameters.get('Version') === IAM.version ? IAM : STS,
    action: parameters.get('Action') ?? '',
    parameters,
  };
  const { service, action } = query;
  return handleCall(
    {
      service: service.name,
      action,
      parameters,
      perform: async (note) => resultAnswer(service, action, await perform(request, query, backend, note), requestId),
      refuse: (problem) => problemAnswer(service, problem, requestId),
    },
    backend,
  );
}

interface QueryCall {
  readonly service: Service;
  readonly action: string;
  readonly parameters: Parameters;
}

async function perform(request: WireRequest, query: QueryCall, backend: Backend, note: Progress) {
  const { service, action: name, parameters } = query;
  const action = findAction(query);
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

function findAction({ service, action: name, parameters }: QueryCall): Action {
  if (name === '') throw new AwsProblem(400, 'MissingAction', 'The request must contain the parameter Action.');
  const actions = service === IAM ? IAM_ACTIONS : STS_ACTIONS;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  const version = parameters.get('Version') ?? 'NO_VERSION_SPECIFIED';
  if (action && version === service.version) return action;
  throw new AwsProblem(400, 'InvalidAction', `Could not find operation ${name} for version ${version}`);
}
