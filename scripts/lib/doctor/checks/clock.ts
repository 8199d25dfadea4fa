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
    const differences = await Promise.all(urls.map((url) => againstNode(url, patient)));
    const wrong = [
      ...behind(age),
      ...differences.flatMap((one) => (one !== undefined && isOff(one.seconds) ? [differs(one)] : [])),
    ];
    const alive = age > TOLERANCE ? found("chain.still", { age }) : found("chain.alive", { age: Math.max(0, age) });
    // A block that is old tells nothing: the chain may stand still, or the clock be ahead.
    const isKnown = age <= TOLERANCE || differences.some((one) => one !== undefined);
    return [alive, ...(wrong.length > 0 ? wrong : [found(isKnown ? "clock.right" : "clock.unknown", { age })])];
  },
};

const isOff = (seconds: number): boolean => seconds > TOLERANCE;

const differs = ({ url, seconds }: Difference): DoctorFinding =>
  found("clock.differs", { url: withoutPassword(url), seconds });

interface Difference {
  readonly url: string;
  readonly seconds: number;
}

const behind = (age: number): readonly DoctorFinding[] =>
  age < -TOLERANCE ? [found("clock.behind", { seconds: -age })] : [];

/** Many nodes tell their time with each answer (RFC 9110, Date). Undefined for one that does not, or gives no answer. */
async function againstNode(url: string, { now }: Patient): Promise<Difference | undefined> {
  const told = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(5_000) }).then(
    ({ headers }) => Date.parse(headers.get("date") ?? ""),
    () => Number.NaN,
  );
  return Number.isNaN(told) ? undefined : { url, seconds: Math.abs(Math.round(told / 1000) - now) };
}
