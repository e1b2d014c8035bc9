/** The ways the Bot API says no. Wording is Telegram's own, since products match on it. */

export interface ApiError extends Error {
  readonly code: number;
  readonly description: string;
  readonly parameters: Readonly<Record<string, number>> | undefined;
  /** True when the request itself broke the spec or a limit, as opposed to the world having changed. */
  readonly fault: boolean;
}

export interface ApiErrorOptions {
  readonly parameters?: Readonly<Record<string, number>>;
  readonly fault?: boolean;
}

/** Makes an error that the door turns into Telegram's envelope. */
export function apiError(code: number, description: string, options: ApiErrorOptions = {}): ApiError {
  return Object.assign(new Error(description), {
    code,
    description,
    parameters: options.parameters,
    fault: options.fault ?? false,
  });
}

/** 400 for a request that is never right, whatever the state of the world: a bug in the product. */
export function fault(sentence: string): ApiError {
  return apiError(400, `Bad Request: ${sentence}`, { fault: true });
}

/** 400 for a request that was right but came to the wrong moment: message gone, nothing to change, query too old. */
export function refusal(sentence: string): ApiError {
  return apiError(400, `Bad Request: ${sentence}`);
}

export function forbidden(sentence: string): ApiError {
  return apiError(403, `Forbidden: ${sentence}`);
}

export function tooManyRequests(seconds: number, isFault: boolean): ApiError {
  const options = { parameters: { retry_after: seconds }, fault: isFault };
  return apiError(429, `Too Many Requests: retry after ${seconds}`, options);
}

/** For what Telegram can do and this simulator cannot yet: loud, so that nobody trusts a silence. */
export function notActedOut(what: string): ApiError {
  return apiError(501, `Not Implemented: the simulator does not act out ${what} yet`, { fault: true });
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && 'description' in error && 'code' in error;
}
