// Uploads a file with tus-js-client, breaking off and resuming as often as asked, and prints where it is.
const fs = require("node:fs")
const tus = require("tus-js-client")

const [endpoint, token, path, breaks] = process.argv.slice(2)
const size = fs.statSync(path).size
const stops = Array.from({length: Number(breaks)}, (_, n) => Math.floor(size * (n + 1) / (Number(breaks) + 1)))
let url = null

function go() {
  const upload = new tus.Upload(fs.createReadStream(path), {
    endpoint,
    uploadUrl: url,
    uploadSize: size,
    chunkSize: 1_000_000,
    retryDelays: [0, 100, 500],
    headers: {Authorization: `Bearer ${token}`},
    metadata: {filename: "source.bin", filetype: "application/octet-stream"},
    onAfterResponse: () => { url = upload.url },
    onProgress: sent => {
      if (!stops.length || sent < stops[0]) return
      stops.shift()
      upload.abort().then(go)
    },
    onError: error => { console.error(String(error)); process.exit(1) },
    onSuccess: () => { console.log(JSON.stringify({url: upload.url, left: stops.length})) },
  })
  upload.start()
}
go()
