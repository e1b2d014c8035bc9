import type { DeliveryTrouble } from '../../domain/delivery.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { CoreDeps } from '../deps.ts';
import { answerOf, blocked } from './check-plan.ts';
import type { ShopScene } from './manager.ts';
import { asManager } from './manager.ts';

/** A role of one of the community's servers, and why the bot could not give it, if so. */
export type ServerRole = {
  readonly guildId: string;
  readonly id: string;
  readonly name: string;
  readonly trouble: DeliveryTrouble | null;
};

/** The roles that could be sold: of every server of the community that answers. */
export async function listRoles(
  deps: CoreDeps,
  scene: Omit<ShopScene, 'from'>,
): Promise<ServerRole[] | Refusal> {
  const guilds = await asManager(deps, scene, ({ communities }) =>
    communities.placesOf(scene.communityId, 'discord'),
  );
  if (isRefusal(guilds)) return guilds;
  const { roles } = deps.hands;
  const known: ServerRole[] = [];
  let refusal: Refusal | null = null;
  for (const guildId of guilds) {
    const found = answerOf(roles && (await roles.roles(guildId)));
    if (isRefusal(found)) refusal = found;
    else known.push(...found.map((role) => ({ guildId, ...role })));
  }
  return known.length > 0 ? known : (refusal ?? blocked('not_possible'));
}
