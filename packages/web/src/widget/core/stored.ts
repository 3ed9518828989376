/** A page in a frame, or a browser that is told so, may have no storage. What this page remembers is gone with it then. */
export const stored = <Answer>(use: () => Answer): Answer | undefined => {
  try {
    return use();
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return undefined;
    throw error;
  }
};
