/** Asks for files with the system's dialog; nothing where it is closed without a choice. */
export function pickFiles(accept = ''): Promise<readonly File[]> {
  return picked((input) => {
    input.multiple = true;
    input.accept = accept;
  });
}

/** Asks for a folder; all files in it and below. */
export function pickFolder(): Promise<readonly File[]> {
  return picked((input) => {
    input.webkitdirectory = true;
  });
}

function picked(prepare: (input: HTMLInputElement) => void): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    prepare(input);
    input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener('cancel', () => resolve([]), { once: true });
    input.click();
  });
}
