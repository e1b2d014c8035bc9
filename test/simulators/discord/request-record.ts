/** What the bot asked of Discord, in order, with the answers it got. */
import type { Json, UploadedFile } from './model.ts';

export interface RecordedRequest {
  readonly number: number;
  /** Short name of the route, such as "createMessage"; method and path when the simulator has no such route. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Placeholders of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON body or payload_json. */
  readonly body: Json;
  readonly files: readonly UploadedFile[];
  /** X-Audit-Log-Reason, decoded: what the server's audit log shows. */
  readonly reason: string | undefined;
  /** By the simulator's clock, when the request was complete. */
  readonly at: number;
  /** HTTP status sent; 0 when the connection was cut; undefined while it is being answered. */
  status: number | undefined;
  /** Discord's own code when the answer was an error, such as 50035. */
  code: number | undefined;
  error: string | undefined;
  result: unknown;
  /** The planned mischief that hit this request. */
  mischief: string | undefined;
  /** True when the request broke the spec or a limit. */
  isFault: boolean;
}

export type NewRecord = Pick<
  RecordedRequest,
  'name' | 'method' | 'path' | 'params' | 'query' | 'body' | 'files' | 'reason' | 'at'
>;

export interface RequestRecord {
  readonly all: RecordedRequest[];
  begin(request: NewRecord): RecordedRequest;
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
        code: undefined,
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
