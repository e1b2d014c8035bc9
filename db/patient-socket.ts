import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** Long enough for a transaction that loses its connection to notice, and to give up. */
const QUIET_MS = 250;

type Where = {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false | null;
};

/**
 * A socket for postgres.js that outlives its connection by a moment. The driver (3.4.9) writes with
 * a small delay and does not look whether its socket is still there: where a connection is lost
 * within a transaction, the late write ends the whole process, or leaves a connection in the pool
 * that never sends anything again (porsager/postgres issues 1154 and 1208). So whatever is written
 * after the loss fails as if it had been sent, and only when that is over is the close told of.
 */
export function openPatientSocket({ host, port, path }: Where): Socket {
  const [hostname = 'localhost'] = host;
  const socket = path ? connect(path) : connect(port[0] ?? 5432, hostname);
  // The driver verifies a certificate against this name.
  return outlive(Object.assign(socket, { host: hostname }));
}

type Any = (...facts: unknown[]) => unknown;

function outlive(socket: Socket): Socket {
  const emit = socket.emit.bind(socket) as Any;
  const write = socket.write.bind(socket) as Any;
  const end = socket.end.bind(socket) as Any;
  const fail = () => {
    if (socket.listenerCount('error') > 0) emit('error', new Error('the connection to the database is lost'));
  };
  let isLost = false;
  let isSaidGoodbye = false;
  const patient: Record<'emit' | 'write' | 'end', Any> = {
    emit(event, ...facts) {
      if (event !== 'close' || isSaidGoodbye) return emit(event, ...facts);
      isLost = true;
      fail();
      setTimeout(() => emit(event, ...facts), QUIET_MS);
      return true;
    },
    write(...facts) {
      if (!isLost && !socket.destroyed) return write(...facts);
      setImmediate(fail);
      return true;
    },
    end(...facts) {
      // Node itself ends without a word when the other side has; the driver takes its leave.
      isSaidGoodbye ||= facts.length > 0;
      return end(...facts);
    },
  };
  return Object.assign(socket, patient);
}
