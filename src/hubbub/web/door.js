// The way in: a name, and a password or an invitation where the server asks for one.

import { Lost, Refused, post } from "/web/connection.js";
import { $ } from "/web/dom.js";
import { t } from "/web/strings.js";

export class Door {
  /** @param {() => void} entered */
  constructor(entered) {
    this.entered = entered;
    this.words = () => "";
    $("door").onsubmit = async (submit) => {
      submit.preventDefault();
      $("enter").disabled = true;
      await this.knock();
      $("enter").disabled = false;
    };
  }

  /** Show the form, saying why. */
  open(key = null) {
    $("door").reset();
    this.need("password", false);
    this.need("invite", false);
    this.say(() => (key ? t(key) : ""));
    $("name").focus();
  }

  say(words) {
    this.words = words;
    $("door-error").textContent = words();
  }

  need(field, needed) {
    $(`${field}-row`).hidden = !needed;
    $(field).required = needed && field === "password";
    if (needed && !$(field).value) $(field).focus();
  }

  async knock() {
    this.say(() => "");
    const [name, password, invite] = ["name", "password", "invite"].map((id) => $(id).value);
    const given = { name, ...(password && { password }) };
    try {
      await this.enter(given, invite);
      $("password").value = "";
      this.entered();
    } catch (error) {
      if (error instanceof Lost) this.say(() => t("unreachable"));
      else if (error instanceof Refused) this.explain(error, Boolean(password));
      else throw error;
    }
  }

  /** Register, or log in if the name is taken or nobody may register: newcomers meet no error at all. */
  async enter(given, invite) {
    try {
      return await post("auth.register", { ...given, ...(invite && { invite }) });
    } catch (refusal) {
      if (refusal.code !== "conflict" && refusal.code !== "forbidden") throw refusal;
      return post("auth.login", given).catch((error) => {
        error.closed = refusal.code === "forbidden" && refusal.message;
        throw error;
      });
    }
  }

  explain({ code, message, closed }, tried) {
    const passwordNeeded = message.startsWith("password: needed");
    if (passwordNeeded && !tried) {
      this.need("password", true);
      this.say(() => t("password_needed"));
    } else if (closed && closed.startsWith("invite")) {
      this.need("password", true);
      this.need("invite", true);
      this.say(() => (tried ? `${t("wrong")} ${t("invite_needed")}` : t("invite_needed")));
    } else if (code === "unauthenticated") {
      const unknown = closed && message.startsWith("name:");
      this.need("password", !unknown);
      this.say(() => t(unknown ? "closed" : "wrong"));
    } else {
      this.say(() => t("theirs", message));
    }
  }
}
