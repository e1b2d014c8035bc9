/** Messages that come through an interaction: the first answer, later ones, and edits by token. */
import { composeMessage } from './compose-message.ts';
import { MESSAGE_FLAGS, type Interaction, type Json, type StoredMessage } from './model.ts';
import type { RouteContext } from './routes/route.ts';
import { emptyDraft, MESSAGE_TYPES, rewriteMessage, storeMessage } from './store-message.ts';

function isEphemeral(body: Json): boolean {
  return (Number(body['flags'] ?? 0) & MESSAGE_FLAGS.ephemeral) !== 0;
}

/** What marks a message as the answer to somebody's command or press. */
function interactionFields(context: RouteContext, interaction: Interaction): Json {
  const { applicationId } = context.world;
  const type = { command: 2, press: 3, autocomplete: 4, modal: 5 }[interaction.kind];
  return {
    application_id: applicationId,
    webhook_id: applicationId,
    interaction_metadata: {
      id: interaction.id,
      type,
      user: interaction.person.user,
      authorizing_integration_owners: {},
      ...(interaction.source === undefined ? {} : { interacted_message_id: interaction.source.wire.id }),
    },
  };
}

interface Wanted {
  readonly body: Json;
  readonly isThinking?: boolean;
}

/** A new message of the interaction; ephemeral when its flags say so, seen by its person only. */
export function createAnswer(context: RouteContext, interaction: Interaction, wanted: Wanted): StoredMessage {
  const { world, files } = context;
  const { channel, person } = interaction;
  const { body, isThinking = false } = wanted;
  const draft = isThinking
    ? emptyDraft()
    : composeMessage(world, { channel, body, files, previous: undefined });
  const isFirst = interaction.original === undefined;
  const plainType = interaction.kind === 'command' && isFirst ? MESSAGE_TYPES.command : MESSAGE_TYPES.reply;
  const message = storeMessage(world, {
    channel,
    author: world.bot,
    draft,
    type: plainType,
    allowedMentions: body['allowed_mentions'],
    onlyFor: isEphemeral(body) ? person.user.id : undefined,
    interactionId: interaction.id,
    isThinking,
    more: interactionFields(context, interaction),
  });
  if (!isThinking) noteSpoken(context, interaction, message);
  return message;
}

/** Gives a message of the interaction another look. */
export function editAnswer(
  context: RouteContext,
  interaction: Interaction,
  message: StoredMessage,
  body: Json,
): void {
  const { world, files } = context;
  const draft = composeMessage(world, { channel: message.channel, body, files, previous: message.wire });
  if (isEphemeral(body) && message.onlyFor === undefined) {
    // Discord says nothing and everybody reads it: the flag had to be set when the message was made.
    const sentence = `${interaction.what}: the ephemeral flag comes too late, everybody sees message ${message.wire.id}`;
    world.addFault('privacy', sentence, context.request);
  }
  rewriteMessage(world, message, draft, body['allowed_mentions']);
  noteSpoken(context, interaction, message);
}

function noteSpoken(context: RouteContext, interaction: Interaction, message: StoredMessage): void {
  interaction.spoken = message;
  const { channel } = interaction;
  context.world.announce({ kind: 'interaction', channel, interaction, message, detail: 'spoken' });
}
