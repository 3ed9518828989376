/** The part of a changelog under a heading of the second level, without it. */
const partOf = (changelog: string, version: string): string | undefined =>
  changelog
    .split(/^## /m)
    .find((part) =>
      new RegExp(String.raw`^\[?${version.replaceAll('.', String.raw`\.`)}\]?(?:\s|$)`).test(part),
    )
    ?.replace(/^.*\n/, '')
    .trim();

/**
 * What a release says of itself: its part of the changelog, which must tell what an upgrade needs.
 * @param version by Semantic Versioning, such as 1.2.0
 * @throws where the manifest has another version, or the changelog lacks the part or its section "Upgrading"
 */
export const releaseNotes = (changelog: string, version: string, manifestVersion: string): string => {
  if (version !== manifestVersion)
    throw new Error(`package.json has version ${manifestVersion}, not ${version}`);
  const notes = partOf(changelog, version);
  if (notes === undefined) throw new Error(`CHANGELOG.md has no part "## ${version}"`);
  if (!/^### Upgrading$/m.test(notes))
    throw new Error(`"## ${version}" of CHANGELOG.md lacks "### Upgrading"`);
  return `${notes}\n`;
};
