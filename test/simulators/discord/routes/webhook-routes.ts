/** /webhooks/{application}/{token}: follow-ups and edits for fifteen minutes after a person acted. */
import { apiError, unknown } from '../api-error.ts';
import { createAnswer, editAnswer } from '../interaction-messages.ts';
import type { Interaction, StoredMessage } from '../model.ts';
import { removeMessage } from '../store-message.ts';
import { noContent, ok, openRoute, param, type Route, type RouteAnswer, type RouteContext } from './route.ts';

const BASE = '/webhooks/{webhook_id}/{webhook_token}';
const USER_INSTALLED_FOLLOW_UPS_MAX = 5;

function interactionOf(context: RouteContext): Interaction {
  return context.book.requireAlive(param(context, 'webhook_id'), param(context, 'webhook_token'));
}

/** The message that the address means, as long as the interaction made it. */
function messageOf(context: RouteContext, interaction: Interaction): StoredMessage {
  const id = context.params['message_id'];
  const own = [interaction.original, ...interaction.followUps];
  const found = id === undefined ? interaction.original : own.find((message) => message?.wire.id === id);
  if (found === undefined || found.deleted) throw unknown('Message');
  return found;
}

function followUp(context: RouteContext): RouteAnswer {
  const { body } = context;
  const interaction = interactionOf(context);
  const { original } = interaction;
  if (original?.isThinking === true && !original.deleted) {
    // After a deferred answer the first follow-up is that answer; its being ephemeral was decided at the defer.
    editAnswer(context, interaction, original, body);
    return ok(original.wire);
  }
  if (interaction.userInstalledOnly && interaction.followUps.length >= USER_INSTALLED_FOLLOW_UPS_MAX) {
    const message = 'This interaction has reached the maximum number of follow up messages.';
    throw apiError(400, 40094, message, { fault: true });
  }
  const message = createAnswer(context, interaction, { body });
  interaction.followUps.push(message);
  return ok(message.wire);
}

function edit(context: RouteContext): RouteAnswer {
  const interaction = interactionOf(context);
  const message = messageOf(context, interaction);
  editAnswer(context, interaction, message, context.body);
  return ok(message.wire);
}

function read(context: RouteContext): RouteAnswer {
  return ok(messageOf(context, interactionOf(context)).wire);
}

function remove(context: RouteContext): RouteAnswer {
  removeMessage(context.world, messageOf(context, interactionOf(context)));
  return noContent;
}

export const webhookRoutes: readonly Route[] = [
  openRoute('followUp', `POST ${BASE}`, followUp),
  openRoute('getOriginal', `GET ${BASE}/messages/@original`, read),
  openRoute('editOriginal', `PATCH ${BASE}/messages/@original`, edit),
  openRoute('deleteOriginal', `DELETE ${BASE}/messages/@original`, remove),
  openRoute('getFollowUp', `GET ${BASE}/messages/{message_id}`, read),
  openRoute('editFollowUp', `PATCH ${BASE}/messages/{message_id}`, edit),
  openRoute('deleteFollowUp', `DELETE ${BASE}/messages/{message_id}`, remove),
];
