/** Passing messages on: what is protected stays where it is. */
import { refusal } from '../api-error.ts';
import { findOwnChat, findWritableChat } from '../find-chat.ts';
import type { StoredMessage, WireMessage } from '../model.ts';
import { viewMessage } from '../chat-view.ts';
import { forwardFields } from '../speaking.ts';
import { storeMessage } from '../wire-shapes.ts';
import { findMessage } from '../world.ts';
import type { MethodContext, Methods } from './method.ts';
import { refuseNotActedOut } from './send-methods.ts';

function passOn(context: MethodContext, how: 'forwarded' | 'copied'): WireMessage {
  const { world, params } = context;
  refuseNotActedOut(params);
  const chat = findWritableChat(world, params['chat_id']);
  const from = findOwnChat(world, params['from_chat_id']);
  const original = findMessage(from, Number(params['message_id']));
  if (original === undefined)
    throw refusal(`message to ${how === 'forwarded' ? 'forward' : 'copy'} not found`);
  if (original.wire['has_protected_content'] === true) throw refusal(`the message can't be ${how}`);
  const { forward_origin: origin, ...copied } = forwardFields(viewMessage(world, original));
  const stored: StoredMessage = storeMessage(world, {
    chat,
    from: world.bot,
    content: {
      ...copied,
      ...(how === 'forwarded' ? { forward_origin: origin } : {}),
      ...(params['protect_content'] === true ? { has_protected_content: true } : {}),
    },
    fromBot: true,
  });
  return structuredClone(stored.wire);
}

export const forwardMethods: Methods = {
  forwardMessage: (context) => passOn(context, 'forwarded'),
  copyMessage: (context) => ({ message_id: passOn(context, 'copied').message_id }),
};
