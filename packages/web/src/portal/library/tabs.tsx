import { useLocation } from 'preact-iso';
import { href } from '../paths.ts';

/** Pages that belong together. */
export const Tabs = ({
  label,
  pages,
}: {
  label: string;
  pages: readonly (readonly [path: string, text: string])[];
}) => {
  const { path: here } = useLocation();
  return (
    <nav class="tabs" aria-label={label}>
      {pages.map(([path, text]) => (
        <a key={path} href={href(path)} aria-current={here === href(path) ? 'page' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
};
