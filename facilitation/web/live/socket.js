// @ts-check
/**
 * The line itself: Socket.IO to the app's own server, on the origin of the page. The only module that imports it.
 *
 * Exports
 *   dial(options)   -> Line (see connection.js): one attempt, which does not come back by itself
 */
import { io } from "socket.io-client";

/** @type {import("./connection.js").Dial} */
export function dial({ auth, transports }) {
  const socket = io("/room", {
    path: "/live",
    auth: (give) => give(auth()),
    transports,
    autoConnect: false,
    forceNew: true,
    reconnection: false,
  });
  return {
    open: () => void socket.connect(),
    on: (event, hear) => void socket.on(event, hear),
    emit: (event, body, acknowledge) =>
      void (body === null ? socket.emit(event, acknowledge) : socket.emit(event, body, acknowledge)),
    transport: () => socket.io.engine?.transport.name ?? transports[0] ?? "",
    close: () => {
      socket.off();
      socket.disconnect();
    },
  };
}
