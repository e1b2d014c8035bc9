/** POST /interactions/{id}/{token}/callback: the first answer, due within three seconds, once. */
import { apiError, invalidField, invalidForm, notActedOut } from '../api-error.ts';
import { checkModal } from '../check-modal.ts';
import { checkValue } from '../check-body.ts';
import { createAnswer, editAnswer } from '../interaction-messages.ts';
import { MESSAGE_FLAGS, type Choice, type Interaction, type InteractionKind, type Json } from '../model.ts';
import { noContent, ok, openRoute, param, type Route, type RouteContext } from './route.ts';

const CALLBACK = {
  message: 4,
  deferredMessage: 5,
  deferredEdit: 6,
  edit: 7,
  choices: 8,
  modal: 9,
} as const;

const ANSWERS_ALLOWED: Readonly<Record<InteractionKind, readonly number[]>> = {
  command: [CALLBACK.message, CALLBACK.deferredMessage, CALLBACK.modal],
  press: [CALLBACK.message, CALLBACK.deferredMessage, CALLBACK.deferredEdit, CALLBACK.edit, CALLBACK.modal],
  modal: [CALLBACK.message, CALLBACK.deferredMessage, CALLBACK.deferredEdit, CALLBACK.edit],
  autocomplete: [CALLBACK.choices],
};

/** Option types and the schema of their choices. */
const CHOICE_SCHEMAS: Readonly<Record<number, string>> = {
  3: 'InteractionApplicationCommandAutocompleteCallbackStringData',
  4: 'InteractionApplicationCommandAutocompleteCallbackIntegerData',
  10: 'InteractionApplicationCommandAutocompleteCallbackNumberData',
};

function refuseWrongType(interaction: Interaction, type: number): void {
  const editsNothing =
    interaction.source === undefined && (type === CALLBACK.edit || type === CALLBACK.deferredEdit);
  if (ANSWERS_ALLOWED[interaction.kind].includes(type) && !editsNothing) return;
  const allowed = ANSWERS_ALLOWED[interaction.kind].join(', ');
  const message = `Value must be one of {${allowed}} for ${interaction.what}.`;
  throw invalidField(['type'], 'BASE_TYPE_CHOICES', message);
}

function refuseSecondAnswer(context: RouteContext, interaction: Interaction): void {
  const earlier = interaction.acknowledgement;
  if (earlier === undefined) return;
  if (!earlier.spoiled)
    context.world.addFault('double-ack', `${interaction.what} was acknowledged twice`, context.request);
  throw apiError(400, 40060, 'Interaction has already been acknowledged.');
}

/** The choices as the person reads them, in their language. */
function readChoices(interaction: Interaction, data: Json): Choice[] {
  const schema = CHOICE_SCHEMAS[interaction.optionType ?? 3];
  const errors = schema === undefined ? [] : checkValue(data, { $ref: schema }, ['data']);
  if (errors.length > 0) throw invalidForm(errors);
  return ((data['choices'] ?? []) as readonly Json[]).map((choice) => {
    const localised = (choice['name_localizations'] ?? {}) as Json;
    const name = String(localised[interaction.person.locale] ?? choice['name']);
    return { name, value: choice['value'] as string | number };
  });
}

/** Does what the callback asks for; the message it made or changed is then the original. */
function carryOut(context: RouteContext, interaction: Interaction, type: number, data: Json): void {
  const { source } = interaction;
  switch (type) {
    case CALLBACK.message:
      interaction.original = createAnswer(context, interaction, { body: data });
      break;
    case CALLBACK.deferredMessage:
      interaction.original = createAnswer(context, interaction, { body: data, isThinking: true });
      break;
    case CALLBACK.deferredEdit:
      interaction.original = source;
      break;
    case CALLBACK.edit:
      interaction.original = source;
      if (source !== undefined) editAnswer(context, interaction, source, data);
      break;
    case CALLBACK.choices:
      interaction.choices = readChoices(interaction, data);
      break;
    case CALLBACK.modal:
      checkModal(data);
      interaction.modal = { data, submitted: false };
      break;
    default:
      throw notActedOut(`callback type ${type}`);
  }
}

function wireResponse(interaction: Interaction, type: number): Json {
  const { original } = interaction;
  const resource = original === undefined ? { type } : { type, message: original.wire };
  return {
    interaction: {
      id: interaction.id,
      type: { command: 2, press: 3, autocomplete: 4, modal: 5 }[interaction.kind],
      response_message_id: original?.wire.id,
      response_message_loading: original?.isThinking ?? false,
      response_message_ephemeral: original?.onlyFor !== undefined,
    },
    resource,
  };
}

function answerCallback(context: RouteContext): { status: number; body?: unknown } {
  const { body, book } = context;
  const interaction = book.requireOpen(param(context, 'interaction_id'), param(context, 'interaction_token'));
  refuseSecondAnswer(context, interaction);
  const type = Number(body['type']);
  refuseWrongType(interaction, type);
  const data = (body['data'] ?? {}) as Json;
  carryOut(context, interaction, type, data);
  const isEphemeral =
    (Number(data['flags'] ?? 0) & MESSAGE_FLAGS.ephemeral) !== 0 ||
    interaction.original?.onlyFor !== undefined;
  book.acknowledge(interaction, { type, ephemeral: isEphemeral, spoiled: context.isSpoiled });
  return context.query.get('with_response') === 'true' ? ok(wireResponse(interaction, type)) : noContent;
}

export const callbackRoutes: readonly Route[] = [
  openRoute('callback', 'POST /interactions/{interaction_id}/{interaction_token}/callback', answerCallback),
];
