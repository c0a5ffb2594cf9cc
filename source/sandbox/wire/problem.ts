/** An answer that AWS gives instead of a result: HTTP status, code and text as they go over the wire. */
export class AwsProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'AwsProblem';
    this.status = status;
    this.code = code;
  }
}

/** 403 AccessDenied with the given text. */
export const accessDenied = (message: string) => new AwsProblem(403, 'AccessDenied', message);

/** 400 ValidationError with the given text. */
export const validationError = (message: string) => new AwsProblem(400, 'ValidationError', message);

/** 404 NoSuchEntity with the given text (IAM). */
export const noSuchEntity = (message: string) => new AwsProblem(404, 'NoSuchEntity', message);

/** 400 MalformedPolicyDocument with the given text. */
export const malformedPolicy = (message: string) => new AwsProblem(400, 'MalformedPolicyDocument', message);
