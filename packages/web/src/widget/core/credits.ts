/** A number of credits, as it is formatted, with its word. English and German have another one for 1 alone. */
const withWord = (one: string, other: string) => (count: string) => `${count} ${count === '1' ? one : other}`;

export const creditsEn = withWord('credit', 'credits');
export const creditsDe = withWord('Guthabenpunkt', 'Guthabenpunkte');
