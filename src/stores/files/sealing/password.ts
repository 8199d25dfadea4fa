import { DidimError } from "../../../errors/error.ts";

/** The shortest password of a new wallet or key file, in characters. */
export const MIN_PASSWORD = 8;

/** The rule for the password of every new file. Throws `holder.password-short`. */
export function checkNewPassword(password: string): void {
  if (password.length >= MIN_PASSWORD) return;
  const message = `A new password has at least ${MIN_PASSWORD} characters.`;
  throw new DidimError("holder.password-short", message, { min: MIN_PASSWORD });
}
