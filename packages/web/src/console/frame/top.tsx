import { useSignal } from '@preact/signals';
import { useLocation } from 'preact-iso';
import { useRef } from 'preact/hooks';
import { Icon } from '../../design/icon.tsx';
import { initials } from '../../frame/initials.ts';
import { useKeys } from '../../frame/keys.ts';
import { chooseLanguage, language, LANGUAGES } from '../../language/language.ts';
import { common } from '../../language/texts.ts';
import { signOut, whoIsIn } from '../../session/session.ts';
import { href } from '../paths.ts';
import { setConsoleLanguage, t } from '../texts.ts';
import { Brand, RoomLinks } from './menu.tsx';

/** Finds customers by name, e-mail address, external ID or account. The key / leads here. */
const Search = () => {
  const { route } = useLocation();
  const field = useRef<HTMLInputElement>(null);
  const text = useSignal('');
  useKeys({ '/': () => field.current?.focus() });
  return (
    <form
      class="console-search"
      role="search"
      aria-label={t.value.nav.search}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.value.trim() !== '')
          route(`${href('/accounts')}?search=${encodeURIComponent(text.value.trim())}`);
      }}
    >
      <Icon name="search" />
      <input
        ref={field}
        class="input"
        type="search"
        aria-label={t.value.nav.search}
        aria-keyshortcuts="/"
        placeholder={t.value.nav.search}
        value={text.value}
        onInput={({ currentTarget }) => (text.value = currentTarget.value)}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
};

const PersonMenu = () => {
  const name = whoIsIn.value?.name ?? '';
  return (
    <>
      <button
        type="button"
        class="avatar"
        popoverTarget="person-menu"
        aria-label={t.value.nav.person(name)}
        data-initials={initials(name) || undefined}
      >
        {initials(name) === '' && <Icon name="people" />}
      </button>
      <div id="person-menu" popover="auto" class="menu">
        {name !== '' && <p class="muted small">{name}</p>}
        {LANGUAGES.filter((one) => one !== language.value).map((one) => (
          <button
            key={one}
            type="button"
            lang={one}
            onClick={() => {
              chooseLanguage(one);
              void setConsoleLanguage(one);
            }}
          >
            {common.value.languages[one]}
          </button>
        ))}
        <button type="button" onClick={() => void signOut(href('/'))}>
          {common.value.signOut}
        </button>
      </div>
    </>
  );
};

/** Above every page: where one is on a phone, the search, who is signed in. */
export const Top = () => {
  const menu = useRef<HTMLElement>(null);
  return (
    <header class="console-top">
      <button
        type="button"
        class="button icon-only narrow-only"
        popoverTarget="rooms"
        aria-label={common.value.menu}
      >
        <Icon name="menu" />
      </button>
      <nav
        id="rooms"
        ref={menu}
        popover="auto"
        class="menu rooms"
        aria-label={common.value.menu}
        onClick={() => menu.current?.hidePopover()}
      >
        <Brand />
        <RoomLinks />
      </nav>
      <Search />
      <span class="grow" />
      <PersonMenu />
    </header>
  );
};
