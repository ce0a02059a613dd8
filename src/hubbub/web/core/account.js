// Who one is here: coming in, going out, other tabs, and what belongs to the account between the two.

import { post } from "./http.js";
import { Login } from "./login.js";

/** @import { App } from "./types.js" */
/** @import { Page } from "./page.js" */
/** @import { Cache } from "./cache.js" */

/**
 * @param {Page} page @param {Cache} cache
 * @returns {Pick<App, "enter" | "logOut" | "logOutElsewhere" | "sessions" | "revoke" | "changePassword" | "updateProfile" | "setPicture" | "hurry"> & { begin(): Promise<void> }}
 */
export function account(page, cache) {
  const login = new Login(page, cache);
  heedTabs(page, login);
  addEventListener("online", () => page.client ?? login.hurry()); // the client listens for itself
  return {
    begin: () => login.begin(),
    hurry: () => login.hurry(),
    ...door(page, cache, login),
    ...logins(page),
    ...profile(page),
  };
}

/** What happens to the account in another tab happens here. @param {Page} page @param {Login} login */
function heedTabs(page, login) {
  page.tabs.onmessage = ({ data }) => {
    const me = page.state.peek().me?.id;
    if (data.leaving) login.expectEnd();
    if (data.left && me !== undefined) login.leave("logged_out");
    if (data.cancelled) login.takeOut(data.cancelled);
    if (data.entered !== undefined && data.entered !== me) login.startOver();
    if (me === undefined || data.user !== me) return;
    if (data.drafted) page.dispatch({ type: "drafted", ...data.drafted });
    if (data.read) page.dispatch({ type: "read", ...data.read });
  };
}

/**
 * Coming in and going out. @param {Page} page @param {Cache} cache @param {Login} login
 * @returns {Pick<App, "enter" | "logOut">}
 */
function door({ tabs }, cache, login) {
  return {
    async enter({ name, password, invite, register, display_name }) {
      const given = { name, ...(password && { password }) };
      const more = { ...given, ...(invite && { invite }), ...(display_name && { display_name }), device: deviceName() };
      const { user } = await (register ? post("auth.register", more) : post("auth.login", { ...given, device: deviceName() }));
      await cache.own(user.id);
      tabs.postMessage({ entered: user.id });
      await login.begin();
    },

    async logOut() {
      login.expectEnd();
      tabs.postMessage({ leaving: true });
      await post("auth.logout", {}).catch((error) => {
        if (error.code !== "unauthenticated") throw error;
      });
      tabs.postMessage({ left: true });
      await login.leave("logged_out");
    },
  };
}

/**
 * The logins of the account, and what is asked for at the next. @param {Page} page
 * @returns {Pick<App, "logOutElsewhere" | "sessions" | "revoke" | "changePassword">}
 */
function logins(page) {
  return {
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
  };
}

/**
 * How others see one. @param {Page} page
 * @returns {Pick<App, "updateProfile" | "setPicture">}
 */
function profile(page) {
  return {
    async updateProfile(changes) {
      page.dispatch({ type: "met", users: [await page.askNow("user.update", changes)] });
    },

    async setPicture(file, conversation) {
      const { upload } = await import("./uploads.js");
      const picture = await upload(file);
      if (conversation === undefined) page.dispatch({ type: "met", users: [await page.askNow("user.update", { picture })] });
      else await page.askNow("conversation.update", { conversation, picture });
    },
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
