/** The script, wherever Scrip is. */
declare module 'https://credits.example.com/widget.js';
