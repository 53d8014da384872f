// Prints what exceljs finds in each workbook: [{file, sheets: [name], tables: [name]}].
import ExcelJS from 'exceljs'

const found = []
for (const file of process.argv.slice(2)) {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(file)
  found.push({
    file,
    sheets: book.worksheets.map((sheet) => sheet.name),
    tables: book.worksheets.flatMap((sheet) => Object.keys(sheet.tables)),
  })
}
process.stdout.write(JSON.stringify(found))
