import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";

export interface Page {
  readonly path: string;
  readonly text: string;
}

/** README.md and every page of docs/. */
export function pages(): readonly Page[] {
  const paths = globSync(["*.md", "docs/**/*.md", "network/**/*.md", "examples/**/*.md"]).sort();
  return paths.map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(path, "utf8") }));
}

export function page(path: string): Page | undefined {
  return pages().find((candidate) => candidate.path === path);
}

/** The repository's files: tracked ones, and new ones that are not ignored. */
export function repositoryFiles(): readonly string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard"];
  return execFileSync("git", args, { encoding: "utf8" }).split("\n").filter(Boolean);
}

/** The spans between single backticks, outside fenced blocks. */
export function codeSpans(text: string): readonly string[] {
  return [...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span);
}

export function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, "");
}

export function fences(text: string): readonly string[] {
  return [...text.matchAll(/^```[^\n`]*\n([\s\S]*?)^```/gm)].map(([, body = ""]) => body);
}
