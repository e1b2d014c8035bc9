/** What a command, press or modal led to, as the person experiences it. */
import { viewMessage, type MessageView } from './message-view.ts';
import { viewModal, type ModalView } from './modal-view.ts';
import type { Acknowledgement, Choice, Interaction } from './model.ts';
import { WAIT_MS_DEFAULT, waitUntil } from './wait-for.ts';
import type { World } from './world.ts';

export interface Reply {
  readonly kind: 'command' | 'press' | 'autocomplete' | 'modal' | 'link';
  /** Of the interaction; undefined for a link, which tells the bot nothing. */
  readonly id: string | undefined;
  /** The interaction's token, for those who want to play the bot. */
  readonly token: string | undefined;
  /** Where a link button leads. */
  readonly url: string | undefined;
  /** "The application did not respond." */
  readonly failed: boolean;
  /** How often the interaction was written to the bot's gateway. */
  readonly deliveries: number;
  /** The message through which the bot spoke last to this. */
  readonly message: MessageView | undefined;
  /** The first answer and the follow-ups, deleted ones included. */
  readonly messages: readonly MessageView[];
  readonly acknowledgement: Acknowledgement | undefined;
  acknowledged(timeoutMs?: number): Promise<Acknowledgement>;
  /** Waits until the bot has said something: a message, an edit, a follow-up. */
  answered(timeoutMs?: number): Promise<MessageView>;
  /** Waits for a modal. */
  modal(timeoutMs?: number): Promise<ModalView>;
  /** Waits for the choices of an autocomplete. */
  choices(timeoutMs?: number): Promise<readonly Choice[]>;
}

function never(what: string): Promise<never> {
  return Promise.reject(new Error(what));
}

/** A link opens in the browser; the bot hears nothing. */
export function followLink(url: string | undefined): Reply {
  const silent = () => never(`a link to ${url} asks nothing of the bot`);
  return {
    kind: 'link',
    id: undefined,
    token: undefined,
    url,
    failed: false,
    deliveries: 0,
    message: undefined,
    messages: [],
    acknowledgement: undefined,
    acknowledged: silent,
    answered: silent,
    modal: silent,
    choices: silent,
  };
}

/** A view of an interaction that follows it live. */
export function viewReply(world: World, interaction: Interaction): Reply {
  const { what, person } = interaction;
  const name = person.user.global_name ?? person.user.username;
  const refuseFailed = () => {
    if (!interaction.failed) return;
    const reached = interaction.deliveries > 0 ? 'it was told' : 'it was never told';
    throw new Error(`${name} reads "The application did not respond" to ${what} (${reached})`);
  };
  const wait = <T>(probe: () => T | undefined, timeoutMs: number, wanted: string) =>
    waitUntil(
      world,
      () => {
        const found = probe();
        if (found === undefined) refuseFailed();
        return found;
      },
      timeoutMs,
      () => {
        const state =
          interaction.acknowledgement === undefined ? 'not even acknowledged' : 'acknowledged only';
        return `${what} of ${name} got no ${wanted} within ${timeoutMs} ms: ${state}`;
      },
    );
  const view = (message: Interaction['spoken']) =>
    message === undefined ? undefined : viewMessage(world, message);
  return {
    kind: interaction.kind,
    id: interaction.id,
    token: interaction.token,
    url: undefined,
    get failed() {
      return interaction.failed;
    },
    get deliveries() {
      return interaction.deliveries;
    },
    get message() {
      return view(interaction.spoken);
    },
    get messages() {
      return [interaction.original, ...interaction.followUps].flatMap((message) => view(message) ?? []);
    },
    get acknowledgement() {
      return interaction.acknowledgement;
    },
    acknowledged: (timeoutMs = WAIT_MS_DEFAULT) =>
      wait(() => interaction.acknowledgement, timeoutMs, 'acknowledgement'),
    answered: (timeoutMs = WAIT_MS_DEFAULT) => wait(() => view(interaction.spoken), timeoutMs, 'answer'),
    modal: (timeoutMs = WAIT_MS_DEFAULT) =>
      wait(
        () => (interaction.modal === undefined ? undefined : viewModal(interaction, interaction.modal)),
        timeoutMs,
        'modal',
      ),
    choices: (timeoutMs = WAIT_MS_DEFAULT) => wait(() => interaction.choices, timeoutMs, 'choices'),
  };
}
