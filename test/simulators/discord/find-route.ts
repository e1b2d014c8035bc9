/** From an address to the route that answers it, or to Discord's words for "no such thing". */
import { apiError, notActedOut } from './api-error.ts';
import { callbackRoutes } from './routes/callback-route.ts';
import { createCommandRoutes } from './routes/command-routes.ts';
import { messageRoutes } from './routes/message-routes.ts';
import { placeRoutes } from './routes/place-routes.ts';
import type { Route } from './routes/route.ts';
import { webhookRoutes } from './routes/webhook-routes.ts';
import { discordSpec, pathPattern } from './spec.ts';

export interface FoundRoute {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export type RouteFinder = (method: string, path: string) => FoundRoute;

/** What the spec says about an address that no route answers. */
function refuse(method: string, path: string): never {
  const known = discordSpec.paths.find((candidate) => candidate.pattern.test(path));
  if (known === undefined) throw apiError(404, 0, '404: Not Found', { fault: true });
  if (!known.methods.includes(method)) throw apiError(405, 0, '405: Method Not Allowed', { fault: true });
  throw notActedOut(`${method} ${known.path}`);
}

/** A finder with routes of its own, since some of them count. */
export function createRouteFinder(): RouteFinder {
  const routes = [
    ...placeRoutes,
    ...createCommandRoutes(),
    ...callbackRoutes,
    ...webhookRoutes,
    ...messageRoutes,
  ].map((route) => ({ route, pattern: pathPattern(route.path) }));
  const placeholders = ({ route }: { route: Route }) => route.path.split('{').length;
  routes.sort((one, other) => placeholders(one) - placeholders(other));
  return (method, path) => {
    for (const { route, pattern } of routes) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match !== null) return { route, params: { ...match.groups } };
    }
    return refuse(method, path);
  };
}
