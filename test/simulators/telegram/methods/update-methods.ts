/** Methods about the bot itself and about how updates reach it. */
import { apiError, fault } from '../api-error.ts';
import type { WebhookSettings } from '../webhook.ts';
import type { MethodContext, Methods } from './method.ts';

/** The server never lets a poll hang longer than this. */
const POLL_SECONDS_MAX = 50;

const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

/** Kinds of updates that exist; asking for another one is silently ignored by Telegram and refused here. */
const UPDATE_KINDS = new Set(
  (
    'message edited_message channel_post edited_channel_post business_connection business_message ' +
    'edited_business_message deleted_business_messages guest_message message_reaction message_reaction_count ' +
    'inline_query chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll ' +
    'poll_answer my_chat_member chat_member chat_join_request chat_boost removed_chat_boost managed_bot ' +
    'subscription stopped_message_generation'
  ).split(' '),
);

function allowedUpdates(context: MethodContext): readonly string[] | undefined {
  const kinds = context.params['allowed_updates'] as readonly string[] | undefined;
  const strange = kinds?.find((kind) => !UPDATE_KINDS.has(kind));
  if (strange !== undefined) throw fault(`unknown update type "${strange}" in allowed_updates`);
  return kinds;
}

function getUpdates(context: MethodContext): Promise<readonly object[]> {
  const { params, queue, webhook } = context;
  if (webhook.settings() !== undefined) throw apiError(409, WEBHOOK_ACTIVE);
  queue.allow(allowedUpdates(context));
  const limit = Number(params['limit'] ?? 100);
  return queue.poll({
    offset: Number(params['offset'] ?? 0),
    limit: limit < 1 || limit > 100 ? 100 : limit,
    timeoutSeconds: Math.min(Number(params['timeout'] ?? 0), POLL_SECONDS_MAX),
    onHangUp: context.onHangUp,
  });
}

function webhookSettings(context: MethodContext): WebhookSettings {
  const { params } = context;
  const url = String(params['url']);
  const isLoopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(url);
  if (!URL.canParse(url)) throw fault('bad webhook: invalid webhook URL specified');
  // The real server insists on https; a bot under test has no certificate, so plain loopback is let through.
  if (!isLoopback && !url.startsWith('https://'))
    throw fault('bad webhook: An HTTPS URL must be provided for webhook');
  const secretToken = params['secret_token'] as string | undefined;
  if (secretToken !== undefined) {
    if (secretToken.length > 256) throw fault('secret token is too long');
    if (!/^[A-Za-z0-9_-]+$/.test(secretToken)) throw fault('secret token contains unallowed characters');
  }
  const maxConnections = Number(params['max_connections'] ?? 40);
  const ipAddress = params['ip_address'] as string | undefined;
  return { url, secretToken, maxConnections: Math.min(Math.max(maxConnections, 1), 100), ipAddress };
}

function setWebhook(context: MethodContext): boolean {
  const { params, queue, webhook } = context;
  if (params['url'] === '') return deleteWebhook(context);
  const settings = webhookSettings(context);
  queue.allow(allowedUpdates(context));
  queue.endPolls('terminated by setWebhook request');
  if (params['drop_pending_updates'] === true) queue.clear();
  webhook.set(settings);
  return true;
}

function deleteWebhook({ params, queue, webhook }: MethodContext): boolean {
  webhook.set(undefined);
  if (params['drop_pending_updates'] === true) queue.clear();
  return true;
}

function getWebhookInfo({ queue, webhook }: MethodContext): object {
  const settings = webhook.settings();
  const problem = webhook.lastError();
  const allowed = queue.allowed();
  return {
    url: settings?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: queue.pending().length,
    ...(settings === undefined ? {} : { max_connections: settings.maxConnections }),
    ...(settings?.ipAddress === undefined ? {} : { ip_address: settings.ipAddress }),
    ...(problem === undefined ? {} : { last_error_date: problem.at, last_error_message: problem.message }),
    ...(allowed === undefined ? {} : { allowed_updates: allowed }),
  };
}

export const updateMethods: Methods = {
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  getMe: ({ world }) => ({
    ...world.bot,
    can_join_groups: true,
    can_read_all_group_messages: !world.privacyMode,
    supports_guest_queries: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  }),
  logOut: () => true,
  close: () => true,
};
