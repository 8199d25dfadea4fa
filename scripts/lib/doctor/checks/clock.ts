import { type DoctorFinding, found } from "../finding.ts";
import type { Check, Patient } from "../patient.ts";
import { withoutPassword } from "./nodes.ts";

/** Seconds by which verifiers let a clock be off. */
const TOLERANCE = 60;

/** This machine's clock against the time of the newest block, which validators seal, and against the nodes' own clocks. */
export const CLOCK: Check = {
  name: "clock",
  needs: "chain",
  async examine(patient) {
    const { urls } = await patient.context.network();
    const { time } = await (await patient.registry()).head();
    const age = patient.now - time;
    const wrong = [...behind(age), ...(await Promise.all(urls.map((url) => againstNode(url, patient)))).flat()];
    const alive = age > TOLERANCE ? found("chain.still", { age }) : found("chain.alive", { age: Math.max(0, age) });
    return [alive, ...(wrong.length > 0 ? wrong : [found("clock.right")])];
  },
};

const behind = (age: number): readonly DoctorFinding[] =>
  age < -TOLERANCE ? [found("clock.behind", { seconds: -age })] : [];

/** Many nodes tell their time with each answer (RFC 9110, Date). One that does not, or gives no answer, tells nothing. */
async function againstNode(url: string, { now }: Patient): Promise<readonly DoctorFinding[]> {
  const told = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(5_000) }).then(
    ({ headers }) => Date.parse(headers.get("date") ?? ""),
    () => Number.NaN,
  );
  const seconds = Math.abs(Math.round(told / 1000) - now);
  return seconds > TOLERANCE ? [found("clock.differs", { url: withoutPassword(url), seconds })] : [];
}
