export function systemChromium(): string | undefined;
export function playwrightChromiums(): string[];
export function gpuFlags(): string[];
