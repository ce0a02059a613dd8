// Who one is here: coming in, going out, and everything between the two that belongs to the account.

import { Client } from "hubbub-client";
import { indexedDbOutbox } from "hubbub-client/indexeddb.js";
import { post } from "./http.js";

/** @import { ClientEvent } from "hubbub-client" */
/** @import { App } from "./types.js" */
/** @import { Page } from "./page.js" */
/** @import { Cache } from "./cache.js" */

/** A server that does not answer in this time is one that is not reached, and the page says so. */
const CONNECT_MS = 5_000;
const AGAIN_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * @param {Page} page @param {Cache} cache
 * @returns {Pick<App, "enter" | "logOut" | "logOutElsewhere" | "sessions" | "revoke" | "changePassword" | "updateProfile" | "setPicture" | "hurry"> & { begin(): Promise<void> }}
 */
export function account(page, cache) {
  const { tabs } = page;
  let attempts = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;
  /** Counts beginnings: what an earlier one was waiting for is of no concern. */
  let turn = 0;
  /** One is logging out here: that the connection hears of it first is no news. */
  let isLeaving = false;

  /** Show what is known, and connect. Without a login, show the door. */
  async function begin() {
    const mine = ++turn;
    clearTimeout(again);
    askServer();
    const kept = await cache.load();
    if (mine !== turn) return;
    if (kept) {
      page.dispatch({ type: "restored", kept: kept.state });
      page.flush();
      return connect(kept.resume);
    }
    try {
      // The newest messages of a thousand conversations would be told one and all. Begin at their heads instead.
      const { conversations } = await post("conversation.list", {}, CONNECT_MS);
      if (mine !== turn) return;
      attempts = 0;
      page.dispatch({ type: "entered", conversations });
      connect({ cursors: Object.fromEntries(conversations.map(({ id, head }) => [id, head])) });
    } catch (error) {
      if (mine !== turn) return;
      const { code, retry_after } = /** @type {any} */ (error);
      if (code === "unauthenticated") page.dispatch({ type: "outside", reason: page.state.peek().ended });
      else comeBack(retry_after);
    }
  }

  /** @param {number} [seconds] */
  function comeBack(seconds) {
    const wait = seconds ? 1000 * seconds : AGAIN_MS[Math.min(attempts++, AGAIN_MS.length - 1)] * (0.5 + Math.random() / 2);
    again = setTimeout(begin, wait);
    page.dispatch({ type: "event", event: { ev: "client.status", status: "offline", retry_at: Date.now() + wait }, now: Date.now() });
  }

  /** @param {{ cursors: Record<string, number>, epoch?: string, user?: number }} resume */
  function connect(resume) {
    const client = new Client({
      ...resume,
      url: location.origin,
      outbox: cache.works ? indexedDbOutbox() : undefined,
      connectTimeout: CONNECT_MS,
      onEvent: (event) => page.client === client && hear(event),
    });
    page.client = client;
    if (!cache.works) page.dispatch({ type: "kept", so: false });
    client.start();
  }

  /** @param {ClientEvent} event */
  function hear(event) {
    page.dispatch({ type: "event", event, now: Date.now() });
    if (event.ev === "client.caught_up") page.client?.collect();
    if (event.ev === "client.ended" && !isLeaving) leave(event.reason);
  }

  /** @param {string} client_id */
  function takeOut(client_id) {
    if (page.client?.cancel(client_id)) page.dispatch({ type: "cancelled", client_id });
  }

  /** This login is over: nothing of it stays here. What was not sent waits for the same person, unless they left. @param {string} reason */
  async function leave(reason) {
    turn += 1;
    isLeaving = false;
    clearTimeout(again);
    const client = page.client;
    page.client = null;
    page.dispatch({ type: "outside", reason });
    page.flush();
    await client?.stop();
    await cache.forget({ letters: reason === "logged_out" });
  }

  async function askServer() {
    try {
      page.dispatch({ type: "served", server: await post("server.get", {}) });
    } catch {
      // The door does without: it finds out what is asked for when it is opened.
    }
  }

  /** @param {Parameters<App["enter"]>[0]} who */
  async function enter({ name, password, invite, register, display_name }) {
    const given = { name, ...(password && { password }) };
    const more = { ...given, ...(invite && { invite }), ...(display_name && { display_name }), device: deviceName() };
    const { user } = await (register ? post("auth.register", more) : post("auth.login", { ...given, device: deviceName() }));
    await cache.own(user.id);
    tabs.postMessage({ entered: user.id });
    await begin();
  }

  function hurry() {
    if (page.client) page.client.hurry();
    else if (page.state.peek().face === "starting") begin();
  }
  addEventListener("online", () => page.client ?? hurry()); // the client listens for itself

  tabs.onmessage = ({ data }) => {
    const me = page.state.peek().me?.id;
    if (data.left && me !== undefined) leave("logged_out");
    if (data.cancelled) takeOut(data.cancelled);
    if (data.entered !== undefined && data.entered !== me) startOver();
    if (me === undefined || data.user !== me) return;
    if (data.drafted) page.dispatch({ type: "drafted", ...data.drafted });
    if (data.read) page.dispatch({ type: "read", ...data.read });
  };

  /** Another tab has logged in: the browser is somebody else's now, or somebody's at last. */
  async function startOver() {
    const client = page.client;
    page.client = null;
    page.dispatch({ type: "outside", reason: null });
    page.flush();
    await client?.stop();
    await begin();
  }

  return {
    begin,
    enter,

    async logOut() {
      isLeaving = true;
      try {
        await post("auth.logout", {});
      } catch (error) {
        isLeaving = false;
        if (/** @type {any} */ (error).code !== "unauthenticated") throw error;
      }
      tabs.postMessage({ left: true });
      await leave("logged_out");
    },

    async logOutElsewhere() {
      await page.askNow("auth.revoke", { others: true });
    },

    async sessions() {
      return (await page.askNow("auth.sessions", {})).sessions;
    },

    async revoke(session) {
      await page.askNow("auth.revoke", { session });
    },

    async changePassword(password, current) {
      await page.askNow("auth.password", { password, ...(current && { current }) });
    },

    async updateProfile(changes) {
      page.dispatch({ type: "met", users: [await page.askNow("user.update", changes)] });
    },

    async setPicture(file, conversation) {
      const { upload } = await import("./uploads.js");
      const picture = await upload(file);
      if (conversation === undefined) page.dispatch({ type: "met", users: [await page.askNow("user.update", { picture })] });
      else await page.askNow("conversation.update", { conversation, picture });
    },

    hurry,
  };
}

/** What to call this login in the list of sessions, such as "Firefox, Linux". */
function deviceName() {
  const { userAgent } = navigator;
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent)?.[1] ?? "Browser";
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|CrOS|Linux)/.exec(userAgent)?.[1];
  const name = { Edg: "Edge", OPR: "Opera" }[browser] ?? browser;
  return system ? `${name}, ${system.replace(" OS X", "")}` : name;
}
