import type { ChatMemberUpdated } from 'grammy/types';
import type { BotCore } from '../shared/asker.ts';

/**
 * The bot was let into a chat. One that no operator has made a community of, a channel above all, is
 * remembered by its id, so that the bot leaves it after a day (faults.md D-10).
 */
export async function noteArrival(core: BotCore, change: ChatMemberUpdated): Promise<void> {
  if (change.chat.type === 'private') return;
  const { status } = change.new_chat_member;
  if (status === 'left' || status === 'kicked') return;
  const place = { platform: 'telegram', placeId: String(change.chat.id) } as const;
  if (!(await core.communityAt(place))) await core.noteStrangePlace(place);
}
