// The way in: a name, and a password or an invitation where the server asks for one.

import { Lost, Refused, post } from "./connection.js";
import { $ } from "./dom.js";
import { t } from "./strings.js";

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
      const known = refusal.code === "conflict" || (refusal.code === "forbidden" && !invite);
      if (!known) throw refusal;
      return post("auth.login", given).catch((error) => {
        error.newcomers = refusal.code === "forbidden" ? refusal.message : null;
        throw error;
      });
    }
  }

  /** A wrong password and an unknown name look the same; what newcomers need is said beside it. */
  explain({ code, message, newcomers }, tried) {
    if (message.startsWith("password: needed") && !tried) {
      this.need("password", true);
      this.say(() => t("password_needed"));
    } else if (code === "unauthenticated") {
      const invited = newcomers?.startsWith("invite");
      this.need("password", true);
      if (invited) this.need("invite", true);
      const more = newcomers ? [invited ? "invite_needed" : "closed"] : [];
      this.say(() => ["wrong", ...more].map((key) => t(key)).join(" "));
    } else {
      this.say(() => t("theirs", message));
    }
  }
}
