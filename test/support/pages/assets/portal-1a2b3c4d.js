document.title = 'A page';
