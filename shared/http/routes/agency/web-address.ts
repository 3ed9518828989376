/** Whether this is where a browser may be sent safely: https, or http on the machine itself. */
export const isWebAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
  return username + password === '' && (protocol === 'https:' || (protocol === 'http:' && isLoopback));
};
