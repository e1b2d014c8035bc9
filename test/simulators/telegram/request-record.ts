/** What the bot asked of Telegram, in order, with the answers it got. */
import type { Params } from './model.ts';

export interface RecordedFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface RecordedRequest {
  readonly number: number;
  /** As the spec writes it; as it was asked for when the spec has no such method. */
  readonly method: string;
  readonly params: Params;
  readonly files: readonly RecordedFile[];
  /** By the simulator's clock, when the request was complete. */
  readonly at: number;
  /** HTTP status sent; 0 when the connection was cut; undefined while it is being answered. */
  status: number | undefined;
  /** Telegram's description when the answer was an error. */
  error: string | undefined;
  result: unknown;
  /** The planned mischief that hit this request. */
  mischief: string | undefined;
  /** True when the request broke the spec or a limit. */
  isFault: boolean;
}

export interface RequestRecord {
  readonly all: RecordedRequest[];
  begin(request: Pick<RecordedRequest, 'method' | 'params' | 'files' | 'at'>): RecordedRequest;
}

export function createRequestRecord(): RequestRecord {
  const all: RecordedRequest[] = [];
  return {
    all,
    begin: (request) => {
      const entry: RecordedRequest = {
        ...request,
        number: all.length + 1,
        status: undefined,
        error: undefined,
        result: undefined,
        mischief: undefined,
        isFault: false,
      };
      all.push(entry);
      return entry;
    },
  };
}
