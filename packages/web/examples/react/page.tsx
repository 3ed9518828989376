/** @jsxImportSource react */
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
// The script registers the elements before React renders them, so that React sets properties rather than attributes.
import 'https://credits.example.com/widget.js';
import type { ScripEvents, Token } from '../../src/widget/public.ts';

/** Where the API is: the build of this example says it. */
declare const API: string;

let current = '';

const token: Token = async (refused) => {
  if (refused || current === '') {
    const answer = await fetch('/session', { method: 'POST' });
    if (!answer.ok) throw new Error(`Signed out: ${answer.status}`);
    current = await answer.text();
  }
  return current;
};

const Shop = () => {
  const [thanks, setThanks] = useState('');
  const scrip = { api: API, token };
  return (
    <>
      <header>
        <h1>Harbor &amp; Pine</h1>
        <scrip-balance compact {...scrip} />
      </header>
      <main className="four">
        <scrip-balance {...scrip} />
        <scrip-redeem
          {...scrip}
          onscrip-credited={({ detail }: CustomEvent<ScripEvents['scrip-credited']>) => {
            setThanks(`Danke für ${detail.credits}!`);
          }}
        />
        <p role="status">{thanks}</p>
      </main>
    </>
  );
};

createRoot(document.body).render(<Shop />);
