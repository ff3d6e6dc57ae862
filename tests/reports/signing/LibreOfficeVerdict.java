import com.sun.star.beans.PropertyValue;
import com.sun.star.bridge.XUnoUrlResolver;
import com.sun.star.comp.helper.Bootstrap;
import com.sun.star.embed.ElementModes;
import com.sun.star.embed.XStorage;
import com.sun.star.frame.XDesktop;
import com.sun.star.lang.DisposedException;
import com.sun.star.lang.XMultiComponentFactory;
import com.sun.star.lang.XSingleServiceFactory;
import com.sun.star.security.DocumentSignatureInformation;
import com.sun.star.security.XDocumentDigitalSignatures;
import com.sun.star.uno.UnoRuntime;
import com.sun.star.uno.XComponentContext;
import java.nio.file.Path;

/** Asks a running LibreOffice (port, then files) about each signature: prints "file, index, valid" a line. */
public class LibreOfficeVerdict {
    private static XComponentContext office;
    private static XMultiComponentFactory services;

    public static void main(String[] arguments) throws Exception {
        int status = 1;
        try {
            connect(arguments[0]);
            for (int at = 1; at < arguments.length; at++) {
                DocumentSignatureInformation[] found = judge(Path.of(arguments[at]));
                for (int index = 0; index < found.length; index++) {
                    System.out.println(at - 1 + "\t" + index + "\t" + found[index].SignatureIsValid);
                }
            }
            status = 0;
            Object desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", office);
            UnoRuntime.queryInterface(XDesktop.class, desktop).terminate();
        } catch (DisposedException goneAsAsked) {
            System.err.println(goneAsAsked);
        } finally {
            System.exit(status); // the bridge keeps a thread of its own
        }
    }

    private static void connect(String port) throws Exception {
        XComponentContext local = Bootstrap.createInitialComponentContext(null);
        Object made = local.getServiceManager()
                .createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local);
        XUnoUrlResolver resolver = UnoRuntime.queryInterface(XUnoUrlResolver.class, made);
        String address = "uno:socket,host=127.0.0.1,port=" + port + ";urp;StarOffice.ComponentContext";
        for (int attempt = 0; office == null; attempt++) {
            try {
                office = UnoRuntime.queryInterface(XComponentContext.class, resolver.resolve(address));
            } catch (com.sun.star.connection.NoConnectException notYet) {
                if (attempt == 120) {
                    throw notYet;
                }
                Thread.sleep(250);
            }
        }
        services = office.getServiceManager();
    }

    private static DocumentSignatureInformation[] judge(Path file) throws Exception {
        PropertyValue format = new PropertyValue();
        format.Name = "StorageFormat";
        format.Value = "ZipFormat";
        XSingleServiceFactory storages = UnoRuntime.queryInterface(XSingleServiceFactory.class,
                services.createInstanceWithContext("com.sun.star.embed.StorageFactory", office));
        XStorage storage = UnoRuntime.queryInterface(XStorage.class, storages.createInstanceWithArguments(
                new Object[] {file.toUri().toString(),
                    ElementModes.READ, new PropertyValue[] {format}}));
        XDocumentDigitalSignatures signatures = UnoRuntime.queryInterface(XDocumentDigitalSignatures.class,
                services.createInstanceWithArgumentsAndContext("com.sun.star.security.DocumentDigitalSignatures",
                        new Object[] {"1.2", Boolean.TRUE}, office));
        return signatures.verifyDocumentContentSignatures(storage, null);
    }
}
