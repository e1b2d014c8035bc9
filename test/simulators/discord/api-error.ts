/** The ways Discord says no. Codes and wording are Discord's own, since products match on them. */

/** One complaint of "Invalid Form Body" about one place in the body. */
export interface FormError {
  /** Such as ['embeds', '0', 'title']; empty for the body itself. */
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

export interface ApiError extends Error {
  readonly status: number;
  /** The body to answer with. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** True when the request itself broke the spec or a rule, as opposed to the world having changed. */
  readonly fault: boolean;
}

export interface ApiErrorOptions {
  readonly fault?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Makes an error that the door turns into Discord's `{message, code}`. */
export function apiError(
  status: number,
  code: number,
  message: string,
  options: ApiErrorOptions = {},
): ApiError {
  return Object.assign(new Error(message), {
    status,
    body: { message, code, ...options.more },
    headers: options.headers ?? {},
    fault: options.fault ?? false,
  });
}

/** The nested `errors` object of code 50035. */
function errorTree(errors: readonly FormError[]): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const { path, code, message } of errors) {
    let place = tree;
    for (const step of path) place = (place[step] ??= {}) as Record<string, unknown>;
    const listed = (place['_errors'] ??= []) as unknown[];
    listed.push({ code, message });
  }
  return tree;
}

/** 400 / 50035 for a body that is never right: a bug in the product. */
export function invalidForm(errors: readonly FormError[]): ApiError {
  const summary = errors.map((error) => `${error.path.join('.') || 'body'}: ${error.message}`).join('; ');
  const error = apiError(400, 50035, 'Invalid Form Body', {
    fault: true,
    more: { errors: errorTree(errors) },
  });
  error.message = `Invalid Form Body (${summary})`;
  return error;
}

/** Like invalidForm, for one complaint. */
export function invalidField(path: readonly string[], code: string, message: string): ApiError {
  return invalidForm([{ path, code, message }]);
}

export function missingAccess(): ApiError {
  return apiError(403, 50001, 'Missing Access');
}

export function missingPermissions(): ApiError {
  return apiError(403, 50013, 'Missing Permissions');
}

/** 404 with one of the 10xxx codes. */
export function unknown(what: keyof typeof UNKNOWN_CODES): ApiError {
  return apiError(404, UNKNOWN_CODES[what], `Unknown ${what}`);
}

const UNKNOWN_CODES = {
  Application: 10002,
  Channel: 10003,
  Guild: 10004,
  Member: 10007,
  Message: 10008,
  Role: 10011,
  User: 10013,
  Webhook: 10015,
  interaction: 10062,
  'application command': 10063,
} as const;

/** For what Discord can do and this simulator cannot: loud, so that nobody trusts a silence. */
export function notActedOut(what: string): ApiError {
  return apiError(501, 0, `501: the simulator does not act out ${what}`, { fault: true });
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && 'body' in error && 'status' in error;
}
