import { type FindingTexts, ok, problem, unknown, warning } from "./text.ts";

/** Findings about the nodes, the chain, the registries and the clock. */
export const CHAIN = {
  "node.answers": ok({ en: "The node answers: {url} (block {block})", ko: "노드가 응답합니다: {url} (블록 {block})" }),
  "node.silent": unknown(
    {
      en: "The node gives no usable answer: {url} ({why})",
      ko: "노드가 쓸 수 있는 응답을 하지 않습니다: {url} ({why})",
    },
    {
      en: "Check that it runs, its URL, and the network between. Or name another: --network URL",
      ko: "노드의 실행 여부, URL, 네트워크를 확인하십시오. 다른 노드는 --network URL로 지정합니다.",
    },
  ),
  "network.none": unknown(
    { en: "It is not known which network is meant: {why}", ko: "어느 네트워크인지 알 수 없습니다: {why}" },
    {
      en: "Name its nodes by --network, and the addresses file of the deployment by --addresses.",
      ko: "--network로 노드를, --addresses로 배포의 주소 파일을 지정하십시오.",
    },
  ),
  "nodes.agree": ok({
    en: "All {count} nodes have the same block {block}.",
    ko: "노드 {count}개의 블록이 서로 같습니다(블록 {block}).",
  }),
  "nodes.disagree": problem(
    { en: "The nodes have different blocks {block}: {urls}", ko: "노드마다 블록이 다릅니다(블록 {block}): {urls}" },
    {
      en: "One of them is on another chain, or lies. Ask their operators; read by a quorum meanwhile: --read quorum.",
      ko: "다른 체인에 있거나 거짓으로 응답하는 노드가 있습니다. 운영자에게 문의하고, 그동안 --read quorum으로 읽으십시오.",
    },
  ),
  "node.behind": warning(
    {
      en: "The node is {blocks} blocks behind the others: {url}",
      ko: "노드가 다른 노드보다 블록 {blocks}개만큼 뒤처져 있습니다: {url}",
    },
    { en: "Wait until it has caught up, or use another.", ko: "따라잡을 때까지 기다리거나 다른 노드를 쓰십시오." },
  ),
  "chain.as-recorded": ok({
    en: "It is the chain of the addresses file: {chainId}, first block {genesis}",
    ko: "주소 파일의 체인과 같습니다: {chainId}, 첫 블록 {genesis}",
  }),
  "chain.other": problem(
    {
      en: "The node is on another chain than the addresses file: {url} has {found}, and the file says {expected}",
      ko: "노드의 체인이 주소 파일과 다릅니다: {url} (노드: {found}, 주소 파일: {expected})",
    },
    {
      en: "Name the right node (--network) or the addresses file of this chain (--addresses).",
      ko: "맞는 노드(--network)나 이 체인의 주소 파일(--addresses)을 지정하십시오.",
    },
  ),
  "chain.alive": ok({ en: "The newest block is {age} seconds old.", ko: "최신 블록은 {age}초 전의 것입니다." }),
  "chain.still": problem(
    {
      en: "The newest block is {age} seconds old, so verifiers find its facts stale.",
      ko: "최신 블록이 {age}초 전의 것이어서 검증할 때 오래된 정보로 봅니다.",
    },
    {
      en: "If this machine's clock is right, the chain stands still or the node lags: ask the operator (npm run consortium -- status).",
      ko: "이 컴퓨터의 시계가 맞다면 체인이 멈췄거나 노드가 뒤처진 것입니다. 운영자에게 문의하십시오(npm run consortium -- status).",
    },
  ),
  "clock.right": ok({
    en: "This machine's clock agrees with the chain and the node.",
    ko: "이 컴퓨터의 시계가 체인 및 노드와 맞습니다.",
  }),
  "clock.behind": problem(
    {
      en: "This machine's clock is at least {seconds} seconds behind the newest block.",
      ko: "이 컴퓨터의 시계가 최신 블록보다 {seconds}초 이상 늦습니다.",
    },
    { en: "Set the clock: switch time synchronisation (NTP) on.", ko: "시각 동기화를 켜서 시계를 맞추십시오." },
  ),
  "clock.differs": problem(
    {
      en: "This machine's clock and the node's ({url}) differ by {seconds} seconds.",
      ko: "이 컴퓨터와 노드({url})의 시계가 {seconds}초 다릅니다.",
    },
    {
      en: "Set the wrong one: switch time synchronisation (NTP) on, on both machines.",
      ko: "두 컴퓨터의 시각 동기화를 켜서 시계를 맞추십시오.",
    },
  ),
  "clock.unknown": unknown(
    {
      en: "This machine's clock could not be compared: the newest block is {age} seconds old, and no node tells its time.",
      ko: "이 컴퓨터의 시계를 비교하지 못했습니다. 최신 블록이 {age}초 전의 것이고, 시각을 알려 주는 노드가 없습니다.",
    },
    {
      en: "Compare it with a clock that you trust, or switch time synchronisation (NTP) on.",
      ko: "믿을 수 있는 시계와 비교하거나 시각 동기화를 켜십시오.",
    },
  ),
  "registries.as-named": ok({
    en: "The registries have the code of the addresses file, and the Directory names them.",
    ko: "등록부의 코드가 주소 파일과 같고, 협의회가 지정한 등록부입니다.",
  }),
  "registries.other-code": problem(
    { en: "A registry is not what the addresses file says: {why}", ko: "등록부가 주소 파일과 다릅니다: {why}" },
    {
      en: "Use nothing of it. Get the addresses file again, from a source that you trust.",
      ko: "이 등록부를 쓰지 마십시오. 믿을 수 있는 곳에서 주소 파일을 다시 받으십시오.",
    },
  ),
  "registries.not-in-force": problem(
    {
      en: "The Directory does not name a registry of the addresses file any more: {why}",
      ko: "주소 파일의 등록부는 더 이상 협의회가 지정한 등록부가 아닙니다: {why}",
    },
    {
      en: "Get the newest addresses file of this network; the council announces why.",
      ko: "이 네트워크의 새 주소 파일을 받으십시오. 사유는 협의회의 공지를 확인하십시오.",
    },
  ),
  "account.listed": ok({
    en: "The consortium's nodes take transactions of {account}",
    ko: "컨소시엄 노드가 이 계정의 거래를 받습니다: {account}",
  }),
  "account.unlisted": problem(
    {
      en: "The consortium's nodes refuse transactions of {account}",
      ko: "컨소시엄 노드가 이 계정의 거래를 거부합니다: {account}",
    },
    {
      en: "Let every member add it: npm run consortium -- account add {account}",
      ko: "모든 회원이 계정을 추가하게 하십시오: npm run consortium -- account add {account}",
    },
  ),
} as const satisfies FindingTexts;
