import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../design/icon.tsx';
import { titlePage } from './brand.ts';

/** Whether a page was shown before this one: only then the focus has to move. */
let isFirst = true;

/** @returns for the heading of a page: it gets the focus when somebody comes from another page */
export const useFocusedHeading = () => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true });
    isFirst = false;
  }, []);
  return heading;
};

/** A page: its title in the tab and as heading, which gets the focus when somebody comes from another page. */
export const Page = ({
  title,
  lead,
  back,
  actions,
  children,
}: {
  title: string;
  lead?: ComponentChildren;
  back?: { href: string; text: string };
  actions?: ComponentChildren;
  children: ComponentChildren;
}) => {
  const heading = useFocusedHeading();
  useEffect(() => titlePage(title), [title]);
  return (
    <div class="page">
      <div class="page-head">
        <div>
          {back && (
            <a class="back" href={back.href}>
              <Icon name="back" />
              {back.text}
            </a>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <div class="lead">{lead}</div>}
        </div>
        {actions !== undefined && <div class="actions no-print">{actions}</div>}
      </div>
      {children}
    </div>
  );
};
