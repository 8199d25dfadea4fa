import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { codeSpans, fences, type Page, page, pages, repositoryFiles, withoutFences } from "./tree.ts";

/** GitHub's anchor for a heading. */
export function anchorOf(heading: string): string {
  const text = heading.trim().toLowerCase().replaceAll("`", "");
  return text.replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-");
}

function anchors(markdown: string): readonly string[] {
  return [...withoutFences(markdown).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));
}

/** A page's broken relative links. */
export function brokenLinks({ path, text }: Page): readonly string[] {
  const targets = [...withoutFences(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets.flatMap((target) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [file = "", anchor] = target.split("#");
    const to = file === "" ? path : posix.join(posix.dirname(path), file);
    if (!existsSync(to)) return [`${path} links to ${to}, which is not there`];
    if (anchor === undefined || !to.endsWith(".md")) return [];
    return anchors(readFileSync(to, "utf8")).includes(anchor)
      ? []
      : [`${path} links to ${to}#${anchor}: no such heading`];
  });
}

/**
 * Paths in code spans that begin with a folder of the repository and are neither existing files, nor patterns, nor
 * generated.
 */
export function missingPaths({ path, text }: Page, folders: readonly string[]): readonly string[] {
  const looksLikePath = (span: string): boolean =>
    /^[\w.-]+(\/[\w.@-]+)+\/?$/.test(span) && folders.includes(span.split("/")[0] ?? "");
  return codeSpans(text)
    .filter((span) => looksLikePath(span) && !existsSync(span))
    .map((span) => `${path} names ${span}, which is not there`);
}

export function topFolders(): readonly string[] {
  const folders = repositoryFiles().flatMap((file) => (file.includes("/") ? [file.split("/")[0] ?? ""] : []));
  return [...new Set(folders)].filter((folder) => !folder.startsWith(".")).sort();
}

export const links = (): readonly string[] => pages().flatMap(brokenLinks);

export const paths = (): readonly string[] => pages().flatMap((each) => missingPaths(each, topFolders()));

const TREE_PAGE = "docs/architecture.md";

/** The tree of folders on the page has a line for each folder at the top, and for no other. */
export function folderTree(): readonly string[] {
  const tree = fences(page(TREE_PAGE)?.text ?? "").find((body) => /^contracts\//m.test(body));
  if (tree === undefined)
    return [`${TREE_PAGE} shows no tree (a fenced block with a line that begins with contracts/)`];
  const shown = tree
    .split("\n")
    .flatMap((line) => /^((?:[\w.-]+\/\s*)+)/.exec(line)?.[1]?.match(/[\w.-]+(?=\/)/g) ?? []);
  const real = topFolders();
  return [
    ...real
      .filter((folder) => !shown.includes(folder))
      .map((folder) => `the tree in ${TREE_PAGE} leaves out ${folder}/`),
    ...shown
      .filter((folder) => !real.includes(folder))
      .map((folder) => `the tree in ${TREE_PAGE} shows ${folder}/: not there`),
  ];
}
