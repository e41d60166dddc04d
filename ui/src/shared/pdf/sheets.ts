import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist'
import { getDocument, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs'
import PdfThread from 'pdfjs-dist/legacy/build/pdf.worker.mjs?worker'

/** One thread reads all sheets; it starts when this module is loaded, while the sheet is still being composed. */
const worker = PDFWorker.create({ port: new PdfThread() })

/** A PDF of which the pages can be drawn. */
export interface Sheets {
  count: number
  /** What stands on a page, for those who hear the page and for search. */
  words: (page: number) => Promise<string>
  /** Draws a page `width` device pixels wide; a newer drawing on the same canvas supersedes an older one. */
  draw: (page: number, canvas: HTMLCanvasElement, width: number) => Promise<void>
  close: () => void
}

/** Opens a PDF. Glyphs are drawn as paths: the window's policy lets in neither fonts nor styles made by a script. */
export async function openSheets(base64: string): Promise<Sheets> {
  const data = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
  const pdf = await getDocument({
    data,
    worker,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    isOffscreenCanvasSupported: false,
  }).promise
  const running = new WeakMap<HTMLCanvasElement, RenderTask>()
  return {
    count: pdf.numPages,
    words: (page) => wordsOf(pdf, page),
    draw: (page, canvas, width) => draw(pdf, page, canvas, width, running),
    close: () => void pdf.loadingTask.destroy(),
  }
}

interface TextChunk {
  items: readonly ({ str: string; hasEOL: boolean } | { type: string })[]
}

/** Read by hand: WebKit cannot walk a stream with `for await`, which `getTextContent` does. */
async function wordsOf(pdf: PDFDocumentProxy, number: number): Promise<string> {
  const stream = (await pdf.getPage(number)).streamTextContent() as ReadableStream<TextChunk>
  const reader = stream.getReader()
  let words = ''
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    words += chunk.value.items
      .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
      .join('')
  }
  return words
}

async function draw(
  pdf: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  width: number,
  running: WeakMap<HTMLCanvasElement, RenderTask>,
): Promise<void> {
  const page = await pdf.getPage(number)
  const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width })
  // Drawn aside and shown when finished, so that the page never flashes white.
  const fresh = document.createElement('canvas')
  fresh.width = Math.round(viewport.width)
  fresh.height = Math.round(viewport.height)
  running.get(canvas)?.cancel()
  const task = page.render({ canvas: fresh, viewport })
  running.set(canvas, task)
  try {
    await task.promise
  } catch (error) {
    if (running.get(canvas) !== task) return
    throw error
  }
  if (running.get(canvas) !== task) return
  canvas.width = fresh.width
  canvas.height = fresh.height
  canvas.getContext('2d')?.drawImage(fresh, 0, 0)
}
