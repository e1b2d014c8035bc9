import { Routes } from 'discord.js';
import type { Alarm } from '../../src/domain/alarm.ts';
import type { Instant } from '../../src/domain/time.ts';
import { DAY_MS, MINUTE_MS } from '../../src/domain/time.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import { settleTrouble } from '../shared/trouble.ts';
import { handleButton } from './button-handler.ts';
import { handleCommand } from './command-handler.ts';
import type { DiscordApi } from './discord-api.ts';
import type { DiscordCore } from './discord-core.ts';
import { isTokenRefused, safeError, tokenRefused, troubleOf } from './discord-errors.ts';
import { holdGateway } from './discord-gateway.ts';
import type { Put, StoredInteraction } from './discord-intake.ts';
import { createIntake } from './discord-intake.ts';
import type { Interaction } from './discord-interaction.ts';
import { readInteraction } from './discord-interaction.ts';
import { handleForm } from './form-handler.ts';
import { setDiscordMenus } from './discord-menus.ts';
import type { DiscordMessenger } from './discord-messenger.ts';
import { createDiscordMessenger } from './discord-messenger.ts';
import type { CommandIds } from './discord-text.ts';
import type { GatewaySessions } from './gateway-sessions.ts';
import { createOwnSessions } from './gateway-sessions.ts';
import { noteStrangeServers } from './strange-servers.ts';

export type DiscordBotDeps = {
  /** For the gateway; calls go through `api`. */
  readonly token: string;
  /** Shared with the hands for roles, since limits are counted over all calls. */
  readonly api: DiscordApi;
  /** From where attached files are fetched, and from nowhere else. */
  readonly cdnRoot: string;
  readonly core: DiscordCore;
  readonly clock: Clock;
  readonly log: Log;
  /** Without it another instance begins a session of its own, and what came in between is lost. */
  readonly sessions?: GatewaySessions;
};

export type DiscordBot = {
  readonly messenger: DiscordMessenger;
  /** Asks Discord who we are and registers the commands. Without it, commands are not there to be used. */
  start(): Promise<{ readonly id: string; readonly name: string }>;
  /**
   * Acts on a stored interaction. May be repeated: a throw means "again later", a `RetryLater` says when.
   */
  handleInteraction(stored: unknown): Promise<void>;
  /** Holds the gateway until `signal` says stop. For one instance at a time. */
  connect(put: Put, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
};

/** Somebody whose command got no answer for so long has given up on it, and would be surprised (E-05). */
const UNANSWERED_LIFE_MS = MINUTE_MS;

/** The bot on Discord: interactions in, calls of the core, words out. */
export function createDiscordBot(deps: DiscordBotDeps): DiscordBot {
  const { api, cdnRoot, core, clock, log, token } = deps;
  const sessions = deps.sessions ?? createOwnSessions();
  let commands: CommandIds = new Map();

  return {
    messenger: createDiscordMessenger({ api, clock, commands: () => commands }),
    async start() {
      const { id, name } = await whoAmI(api);
      // Without its commands nobody can say anything to us, so this is part of getting up.
      commands = await setDiscordMenus(api, id).catch((error: unknown) => {
        throw safeError(error);
      });
      return { id, name };
    },
    async handleInteraction(stored) {
      const { interaction: raw, isAnswerable } = stored as StoredInteraction;
      const interaction = readInteraction(raw);
      if (!interaction || interaction.kind === 'autocomplete') return;
      const age = clock.now() - interaction.leave.issuedAt;
      if (!isAnswerable && age > UNANSWERED_LIFE_MS) {
        log.info({ interaction: interaction.id, age }, 'an interaction came too late to be acted upon');
        return;
      }
      try {
        const scene = { api, cdnRoot, core, clock, commands, isAnswerable };
        if (interaction.kind === 'command') await handleCommand(scene, interaction);
        else if (interaction.kind === 'form') await handleForm(scene, interaction);
        else await handleButton(scene, interaction);
      } catch (error) {
        settle(error, interaction, log);
      }
    },
    async connect(put, signal) {
      const intake = createIntake({ api, core, put, log, commands });
      const onInteraction = (raw: unknown) => intake.take(raw);
      const onFewLeft = (remaining: number) => core.raiseAlarm(fewBeginnings(remaining, clock.now()));
      // Of servers that nobody commands we hear nothing, so whoever takes over looks for them.
      const looking = noteStrangeServers({ api, core, log }, signal);
      await holdGateway({ api, token, log, sessions, onInteraction, onFewLeft }, signal);
      await Promise.all([intake.finish(), looking]);
    },
    stop() {
      api.stop();
      return Promise.resolve();
    },
  };
}

/** The application, whose id is where commands and answers go. */
async function whoAmI(api: DiscordApi): Promise<{ id: string; name: string }> {
  try {
    const { id, name } = (await api.get(Routes.currentApplication())) as { id: string; name: string };
    return { id, name };
  } catch (error) {
    throw isTokenRefused(error) ? tokenRefused() : safeError(error);
  }
}

function fewBeginnings(remaining: number, now: Instant): Alarm {
  return {
    code: 'discord_beginnings_low',
    reference: `day ${Math.floor(now / DAY_MS)}`,
    detail: `Discord lets us begin ${remaining} more sessions today: see why the connection keeps ending`,
  };
}

/** What becomes of an interaction that could not be handled. */
function settle(error: unknown, { id }: Interaction, log: Log): void {
  const trouble = troubleOf(error);
  if (!trouble) throw safeError(error);
  if (trouble.kind === 'interaction_over' || trouble.kind === 'acknowledged_already') {
    log.info({ interaction: id }, 'nobody to answer');
    return;
  }
  settleTrouble(trouble, `discord:${id}`, log);
}
