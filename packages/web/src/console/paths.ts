/** The address of a page of the console. @param path such as `/requests` */
export const href = (path: string): string => (path === '/' ? '/console' : `/console${path}`);
