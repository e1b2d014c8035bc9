/** Runs one method: known, well-formed, within limits, then acted out. */
import { apiError, notActedOut } from '../api-error.ts';
import { checkParams } from '../check-params.ts';
import { botApiSpec } from '../spec.ts';
import type { RateLimits } from '../rate-limits.ts';
import { banMethods } from './ban-methods.ts';
import { callbackMethods } from './callback-methods.ts';
import { chatMethods } from './chat-methods.ts';
import { commandMethods } from './command-methods.ts';
import { editMethods } from './edit-methods.ts';
import { fileMethods } from './files.ts';
import { forwardMethods } from './forward-methods.ts';
import type { MethodContext, Methods } from './method.ts';
import { sendMethods } from './send-methods.ts';
import { updateMethods } from './update-methods.ts';

const METHODS: Methods = {
  ...updateMethods,
  ...sendMethods,
  ...editMethods,
  ...callbackMethods,
  ...commandMethods,
  ...chatMethods,
  ...banMethods,
  ...forwardMethods,
  ...fileMethods,
};

/** The name as the spec writes it, since the real server ignores case. */
export function canonicalName(method: string): string {
  return botApiSpec.methods.get(method.toLowerCase())?.name ?? method;
}

/** Checks and runs a method; throws an ApiError for everything that Telegram would refuse. */
export async function runMethod(
  method: string,
  context: MethodContext,
  options: { readonly textual: boolean; readonly limits: RateLimits },
): Promise<unknown> {
  const entry = botApiSpec.methods.get(method.toLowerCase());
  if (entry === undefined) throw apiError(404, 'Not Found: method not found', { fault: true });
  const params = checkParams(entry.name, entry.fields, context.params, options.textual);
  const act = METHODS[entry.name];
  if (act === undefined) throw notActedOut(entry.name);
  options.limits.check(entry.name, params);
  return await act({ ...context, params });
}
