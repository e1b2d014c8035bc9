/** What a Bot API method gets to work with. */
import type { Params, UploadedFile } from '../model.ts';
import type { UpdateQueue } from '../update-queue.ts';
import type { Webhook } from '../webhook.ts';
import type { CommandMenu } from '../command-menu.ts';
import type { World } from '../world.ts';

export interface MethodContext {
  readonly world: World;
  readonly queue: UpdateQueue;
  readonly webhook: Webhook;
  readonly menu: CommandMenu;
  readonly params: Params;
  readonly files: ReadonlyMap<string, UploadedFile>;
  /** Registers what to do when the client closes the connection before the answer. */
  readonly onHangUp: (hungUp: () => void) => void;
}

export type Method = (context: MethodContext) => unknown;

export type Methods = Readonly<Record<string, Method>>;
