// Saying who one is, on a connection that is nobody's yet. Never in an address: those end up in logs.

import { HubbubError } from "./errors.js";

/**
 * @import { Events, User } from "./index.js"
 * @import { Link } from "./link.js"
 * @typedef {{ token?: string, name?: string, password?: string, register: boolean, invite?: string, device?: string }} Credentials
 * @typedef {{ user: User, token?: string }} Login
 */

/**
 * Log in by the token, or else by the name, or else as whom the browser's cookie says.
 * @param {Link} link @param {Credentials} who @param {Events["hello"]} hello
 * @param {() => HubbubError | undefined} complaint what the server has said against the cookie
 * @returns {Promise<Login>} Rejects with what the server says against it.
 */
export async function logIn(link, who, hello, complaint) {
  const { token, name } = who;
  if (token !== undefined) {
    try {
      return { ...(await link.call("auth.resume", { token })), token };
    } catch (error) {
      if (name === undefined || !is(error, "unauthenticated")) throw error;
    }
  }
  if (name !== undefined) return enter(link, { ...who, name }, hello);
  if (hello.user) return { user: hello.user };
  await link.call("ping", {}); // the reason comes before its answer
  throw complaint() ?? new HubbubError({ code: "unauthenticated", message: "token, name: one of them is needed" });
}

/** @param {Link} link @param {Credentials & { name: string }} who @param {Events["hello"]} hello */
async function enter(link, { name, password, register, invite, device }, hello) {
  const fields = { name, password, device }; // what is undefined is not sent
  const login = await link.call("auth.login", fields).catch(async (unknown) => {
    if (!register || !is(unknown, "unauthenticated")) throw unknown;
    return link.call("auth.register", { ...fields, invite }).catch((error) => {
      throw is(error, "conflict") ? unknown : error; // the name is somebody's: it was the password
    });
  });
  if (hello.user && hello.user.id !== login.user.id) {
    throw new HubbubError({ code: "conflict", message: "the cookie says that this is somebody else" });
  }
  return login;
}

/** @param {unknown} error @param {string} code */
const is = (error, code) => error instanceof HubbubError && error.code === code;
